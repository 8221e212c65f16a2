//! Colours as workbooks write them: by value, by number in the old palette, or by place in the theme.

use super::xml::{Piece, Tag, walk};
use crate::base::sheet::Rgb;

/// The palette of numbers from 8 on, as it has been since 1997.
const PALETTE: [u32; 56] = [
    0x00_0000, 0xFF_FFFF, 0xFF_0000, 0x00_FF00, 0x00_00FF, 0xFF_FF00, 0xFF_00FF, 0x00_FFFF, 0x80_0000,
    0x00_8000, 0x00_0080, 0x80_8000, 0x80_0080, 0x00_8080, 0xC0_C0C0, 0x80_8080, 0x99_99FF, 0x99_3366,
    0xFF_FFCC, 0xCC_FFFF, 0x66_0066, 0xFF_8080, 0x00_66CC, 0xCC_CCFF, 0x00_0080, 0xFF_00FF, 0xFF_FF00,
    0x00_FFFF, 0x80_0080, 0x80_0000, 0x00_8080, 0x00_00FF, 0x00_CCFF, 0xCC_FFFF, 0xCC_FFCC, 0xFF_FF99,
    0x99_CCFF, 0xFF_99CC, 0xCC_99FF, 0xFF_CC99, 0x33_66FF, 0x33_CCCC, 0x99_CC00, 0xFF_CC00, 0xFF_9900,
    0xFF_6600, 0x66_6699, 0x96_9696, 0x00_3366, 0x33_9966, 0x00_3300, 0x33_3300, 0x99_3300, 0x99_3366,
    0x33_3399, 0x33_3333,
];

/// The theme's colours in its own order, which is not the order of its numbers.
const IN_THEME: [&str; 12] = [
    "lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink",
    "folHlink",
];

/// A theme's colours by number.
#[derive(Debug, Default)]
pub(super) struct Theme([Option<Rgb>; 12]);

impl Theme {
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let mut theme = Self::default();
        let mut place = None;
        walk(text, |piece| {
            if let Piece::Begin(tag) = piece {
                let name = tag.name();
                if let Some(at) = IN_THEME.iter().position(|known| *known == name) {
                    place = Some(at);
                } else if let Some(at) = place
                    && let Some(colour) =
                        tag.get("lastClr").or_else(|| tag.get("val")).as_deref().and_then(hex)
                {
                    theme.0[at].get_or_insert(colour);
                }
            }
            Ok(())
        })?;
        Ok(theme)
    }

    /// The colour an element such as `fgColor` gives.
    pub(super) fn colour(&self, tag: &Tag<'_>) -> Option<Rgb> {
        if let Some(said) = tag.get("rgb") {
            return hex(said.get(said.len().checked_sub(6)?..)?);
        }
        if let Some(number) = tag.number("indexed") {
            let [_, red, green, blue] = PALETTE.get(number.checked_sub(8)?)?.to_be_bytes();
            return Some([red, green, blue]);
        }
        let colour = *self.0.get(tag.number("theme")?)?;
        let tint: f32 = tag.get("tint").and_then(|tint| tint.parse().ok()).unwrap_or(0.0);
        colour.map(|colour| colour.map(|part| tinted(part, tint)))
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is held between 0 and 255")]
fn tinted(part: u8, tint: f32) -> u8 {
    let part = f32::from(part);
    let whole = if tint > 0.0 { part + (255.0 - part) * tint } else { part * (1.0 + tint) };
    whole.clamp(0.0, 255.0) as u8
}

pub(super) fn hex(text: &str) -> Option<Rgb> {
    let whole = (text.len() == 6).then(|| u32::from_str_radix(text, 16).ok())??;
    let [_, red, green, blue] = whole.to_be_bytes();
    Some([red, green, blue])
}
