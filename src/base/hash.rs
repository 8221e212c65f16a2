//! SHA-256 as a value: what a stretch of bytes comes to, written in 64 hexadecimal digits in small letters.

use serde::{Deserialize, Serialize};
use sha2::Digest as _;
use std::fmt::{self, Write as _};
use std::str::FromStr;

/// How many digits it is written in.
pub const DIGITS: usize = 64;
/// How many bytes of a long file are in memory at a time.
const PIECE: usize = 1 << 16;
/// How many digits people are given to compare: a forger would need centuries to meet them.
const SHORT: usize = 16;

/// What bytes come to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sha256([u8; 32]);

impl Sha256 {
    /// Of bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(sha2::Sha256::digest(bytes).into())
    }

    /// Of bytes that come piece by piece: `fill` puts some into the buffer and says how many, none at the end.
    ///
    /// # Errors
    /// What `fill` says.
    pub fn of_pieces<E>(mut fill: impl FnMut(&mut [u8]) -> Result<usize, E>) -> Result<Self, E> {
        let mut hash = sha2::Sha256::new();
        let mut buffer = vec![0; PIECE];
        loop {
            match fill(&mut buffer)? {
                0 => return Ok(Self(hash.finalize().into())),
                n => hash.update(&buffer[..n.min(PIECE)]),
            }
        }
    }

    /// Of this hash's 32 bytes and then more: a chain goes on.
    #[must_use]
    pub fn then(self, bytes: &[u8]) -> Self {
        Self(sha2::Sha256::new().chain_update(self.0).chain_update(bytes).finalize().into())
    }

    /// The first sixteen digits in four groups, for people to compare: `3f2a 91bc 0d5e 77aa`.
    pub fn short(&self) -> String {
        let digits = self.to_string();
        let groups: Vec<&str> = (0..SHORT / 4).map(|n| &digits[n * 4..n * 4 + 4]).collect();
        groups.join(" ")
    }
}

impl fmt::Display for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut digits = String::with_capacity(DIGITS);
        for byte in self.0 {
            write!(digits, "{byte:02x}")?;
        }
        f.pad(&digits)
    }
}

impl fmt::Debug for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sha256({self})")
    }
}

impl FromStr for Sha256 {
    type Err = String;

    /// Only the one way of writing it: capital letters are another text, and so a change.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            _ => None,
        };
        let bytes = text.as_bytes();
        let mut hash = [0; 32];
        let read = bytes.len() == DIGITS
            && hash.iter_mut().zip(bytes.chunks_exact(2)).all(|(byte, pair)| {
                let value = digit(pair[0]).zip(digit(pair[1])).map(|(high, low)| high << 4 | low);
                *byte = value.unwrap_or_default();
                value.is_some()
            });
        if read { Ok(Self(hash)) } else { Err(format!("'{text}' is not a SHA-256 hash")) }
    }
}

impl Serialize for Sha256 {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Sha256 {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_what_sha256sum_prints() {
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let hash = Sha256::of(b"abc");
        assert_eq!(hash.to_string(), known);
        assert_eq!(known.parse(), Ok(hash));
        assert_eq!(hash.short(), "ba78 16bf 8f01 cfea");
        assert!(known.to_uppercase().parse::<Sha256>().is_err() && known[1..].parse::<Sha256>().is_err());
        assert!("é".repeat(32).parse::<Sha256>().is_err());
    }

    #[test]
    fn pieces_come_to_what_the_whole_does() {
        let bytes = vec![7_u8; 200_000];
        let mut left = &bytes[..];
        let hash = Sha256::of_pieces(|buffer| std::io::Read::read(&mut left, buffer));
        assert_eq!(hash.unwrap(), Sha256::of(&bytes));
        assert_eq!(Sha256::of_pieces(|_| Err::<usize, _>("gone")), Err("gone"));
    }

    #[test]
    fn a_chain_goes_on_from_the_bytes_of_the_hash() {
        let first = Sha256::of(b"a");
        assert_eq!(first.then(b"b"), Sha256::of(&[&first.0[..], b"b"].concat()));
    }
}
