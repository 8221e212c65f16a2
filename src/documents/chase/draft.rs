//! A message as a draft for a mail program, in the form of RFC 5322: plain text in UTF-8, without an address, since the files
//! hold none, and marked as not sent.

use super::Letter;
use crate::base::hash::Sha256;
use std::fmt::Write as _;

/// The most characters of a line that is encoded.
const LINE: usize = 76;
/// The most bytes of a subject in one encoded word.
const WORD: usize = 39;

/// The draft's bytes; the same for the same message on the same day.
pub fn draft(letter: &Letter<'_>) -> Vec<u8> {
    let (subject, body) = (letter.subject(), letter.body());
    let today = letter.light.today;
    // No name of a computer or a person goes into the number, only what the message comes to.
    let number = Sha256::of(format!("{subject}\n{body}").as_bytes()).to_string();
    let head = [
        "X-Unsent: 1".to_owned(),
        format!("Date: {} 09:00:00 +0000", today.format("%a, %-d %b %Y")),
        format!("Message-ID: <{today}.{}.{}@chairside.invalid>", letter.message.slug, &number[..16]),
        format!("Subject: {}", header(&subject)),
        "MIME-Version: 1.0".to_owned(),
        "Content-Type: text/plain; charset=utf-8".to_owned(),
        "Content-Transfer-Encoding: quoted-printable".to_owned(),
        "Content-Language: en-GB".to_owned(),
    ];
    (head.join("\r\n") + "\r\n\r\n" + &quoted(&body)).into_bytes()
}

/// A header's words: as they are when they are short and plain, else in encoded words after RFC 2047.
fn header(words: &str) -> String {
    if words.len() <= 60 && words.bytes().all(|b| matches!(b, b' '..=b'~')) && !words.contains("=?") {
        return words.to_owned();
    }
    let mut parts = vec![String::new()];
    for c in words.chars() {
        if parts.last().is_some_and(|last| last.len() + c.len_utf8() > WORD) {
            parts.push(String::new());
        }
        parts.last_mut().into_iter().for_each(|last| last.push(c));
    }
    let encoded = parts.iter().map(|part| format!("=?utf-8?B?{}?=", base64(part.as_bytes())));
    encoded.collect::<Vec<_>>().join("\r\n ")
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let all =
            three.iter().fold(0_u32, |all, byte| (all << 8) | u32::from(*byte)) << (8 * (3 - three.len()));
        for at in 0..4 {
            let sign = usize::try_from((all >> (18 - 6 * at)) & 63).unwrap_or(0);
            out.push(if at <= three.len() { char::from(SIGNS[sign]) } else { '=' });
        }
    }
    out
}

/// Text as quoted-printable: lines of at most 76 characters that end as mail does.
fn quoted(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let mut length = 0;
        let bytes = line.as_bytes();
        for (at, byte) in bytes.iter().enumerate() {
            let last = at + 1 == bytes.len();
            let plain = matches!(byte, b'!'..=b'<' | b'>'..=b'~') || (*byte == b' ' && !last);
            // A dot alone on a line would end some mail, and From at its start is changed by some.
            let plain = plain && !(at == 0 && matches!(byte, b'.' | b'F'));
            let takes = if plain { 1 } else { 3 };
            if length + takes > LINE - 1 {
                out.push_str("=\r\n");
                length = 0;
            }
            if plain {
                out.push(char::from(*byte));
            } else {
                write!(out, "={byte:02X}").expect("writing to a string cannot fail");
            }
            length += takes;
        }
        out.push_str("\r\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_encoded_as_every_mail_program_reads_them() {
        assert_eq!(header("Actions, Thu 3 Dec 2026"), "Actions, Thu 3 Dec 2026");
        assert_eq!(header("Siân"), "=?utf-8?B?U2nDom4=?=");
        assert_eq!([base64(b""), base64(b"f"), base64(b"fo"), base64(b"foo")], ["", "Zg==", "Zm8=", "Zm9v"]);
        assert_eq!(quoted("a = ŷ \n.\nFrom"), "a =3D =C5=B7=20\r\n=2E\r\n=46rom\r\n");
        let long = quoted(&"ŵ".repeat(100));
        assert!(long.lines().all(|line| line.len() <= 76), "{long}");
    }
}
