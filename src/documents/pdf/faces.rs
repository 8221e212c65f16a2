//! The two faces that are embedded, and how wide their letters are. Where they come from and whose they are stands beside
//! them, in `assets/fonts/LICENCE`.

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

/// The bytes of the faces.
pub(super) const REGULAR: &[u8] = include_bytes!("../../../assets/fonts/DejaVuSansCondensed.ttf");
pub(super) const BOLD: &[u8] = include_bytes!("../../../assets/fonts/DejaVuSansCondensed-Bold.ttf");

/// A letter of a face: its number there, and how far it goes on, in parts of the size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Glyph {
    pub(super) id: u32,
    pub(super) wide: f32,
}

/// A face.
pub(super) struct Face {
    font: FontRef<'static>,
    em: f32,
}

impl Face {
    fn new(bytes: &'static [u8]) -> Self {
        let font = FontRef::new(bytes).expect("the fonts are part of the program");
        let em = f32::from(font.metrics(Size::unscaled(), LocationRef::default()).units_per_em);
        Self { font, em }
    }

    /// The letter, where the face has it.
    pub(super) fn glyph(&self, letter: char) -> Option<Glyph> {
        let id = self.font.charmap().map(letter).filter(|id| id.to_u32() != 0)?;
        let wide = self.font.glyph_metrics(Size::unscaled(), LocationRef::default()).advance_width(id)?;
        Some(Glyph { id: id.to_u32(), wide: wide / self.em })
    }

    /// How wide a letter is; one that the face has not, as wide as the size.
    fn wide(&self, letter: char) -> f32 {
        self.glyph(letter).map_or(1.0, |glyph| glyph.wide)
    }
}

/// Both faces.
pub(super) struct Faces {
    regular: Face,
    bold: Face,
}

impl Faces {
    pub(super) fn new() -> Self {
        Self { regular: Face::new(REGULAR), bold: Face::new(BOLD) }
    }

    pub(super) fn face(&self, bold: bool) -> &Face {
        if bold { &self.bold } else { &self.regular }
    }

    /// How wide words are at a size.
    pub(super) fn wide(&self, words: &str, bold: bool, size: f32) -> f32 {
        let face = self.face(bold);
        words.chars().map(|letter| face.wide(letter)).sum::<f32>() * size
    }
}
