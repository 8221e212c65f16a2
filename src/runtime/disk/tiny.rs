//! For tests: a file system of a few pages, which really runs out of room and can really be made read-only. It
//! takes an administrator to mount one; for anybody else the tests that need it say loudly that they were skipped.

use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// A small file system, mounted on a folder that goes with it.
pub struct Tiny(TempDir);

impl Tiny {
    /// One with so many KiB; nothing, and a word on the error output, where mounting is not allowed.
    pub fn mount(kib: u32, test: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let options = format!("size={kib}k,mode=0777");
        if run("mount", &["-t", "tmpfs", "-o", &options, "tmpfs"], folder.path()) {
            return Some(Self(folder));
        }
        // Past the capture of the test harness, so that nobody takes a skipped test for a passed one.
        let _ = std::io::Write::write_all(
            &mut std::io::stderr(),
            format!("SKIPPED {test}: mounting a small file system needs an administrator\n").as_bytes(),
        );
        None
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Makes it so that it can only be read, or written again.
    pub fn read_only(&self, only: bool) {
        let options = if only { "remount,ro" } else { "remount,rw" };
        assert!(run("mount", &["-o", options], self.path()), "remount");
    }
}

impl Drop for Tiny {
    fn drop(&mut self) {
        run("umount", &["-l"], self.0.path());
    }
}

fn run(program: &str, arguments: &[&str], last: &Path) -> bool {
    let done = Command::new(program).args(arguments).arg(last).output();
    done.is_ok_and(|done| done.status.success())
}
