//! What was laid out, written as a PDF: glyph by glyph, with a tree of headings, paragraphs and lists beside it. The writer
//! checks what the standard for readable PDFs (PDF/UA-1) asks of a file.

use super::faces::{BOLD, Faces, REGULAR};
use super::layout::{HIGH, Laid, Line, Part, SMALL, WIDE};
use crate::base::text::{clean, one_line};
use crate::documents::word::Document;
use chrono::Datelike;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node, SpanTag, Tag, TagGroup, TagTree,
};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Document as Paper, SerializeSettings};
use std::num::NonZeroU16;

/// How far the marking stands from the upper and the lower edge.
const EDGE: f32 = 40.0;

struct Fonts {
    faces: Faces,
    regular: Font,
    bold: Font,
}

pub(super) fn bytes(laid: &Laid, document: &Document) -> Result<Vec<u8>, String> {
    let font = |bytes: &'static [u8]| Font::new(bytes.into(), 0).ok_or("the font cannot be read");
    let fonts = Fonts { faces: Faces::new(), regular: font(REGULAR)?, bold: font(BOLD)? };
    let configuration = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
    let configuration = configuration.map_err(|why| format!("no PDF can be made: {why:?}"))?;
    let mut paper = Paper::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let size = PageSettings::from_wh(WIDE, HIGH).ok_or("a page has no size")?;
    let mut tree = TagTree::new().with_lang(Some("en-GB".to_owned()));
    let mut outline = Outline::new();
    {
        let mut page = paper.start_page_with(size);
        let mut surface = page.surface();
        marking(&mut surface, &fonts, document, &mut tree);
        body(&mut surface, &fonts, laid, &mut tree, &mut outline);
        surface.finish();
        page.finish();
    }
    paper.set_tag_tree(tree);
    paper.set_outline(outline);
    paper.set_metadata(about(document));
    paper.finish().map_err(|why| format!("no PDF can be made: {why:?}"))
}

fn about(document: &Document) -> Metadata {
    let mut about = Metadata::new()
        .title(one_line(&document.title))
        .language("en-GB".to_owned())
        .creator("chairside".to_owned())
        .document_id(format!("{} {}", one_line(&document.title), document.made.unwrap_or_default()));
    if !document.subject.is_empty() {
        about = about.description(one_line(&document.subject));
    }
    if !document.marking.is_empty() {
        about = about.keywords(vec![one_line(&document.marking)]);
    }
    if let Some(on) = document.made {
        let small = |n: u32| u8::try_from(n).unwrap_or(1);
        let day = DateTime::new(u16::try_from(on.year()).unwrap_or(0)).month(small(on.month()));
        about = about.creation_date(day.day(small(on.day())));
    }
    about
}

/// The marking above and below; what is read out says it once, at the start.
fn marking(surface: &mut Surface<'_>, fonts: &Fonts, document: &Document, tree: &mut TagTree) {
    let marking = one_line(&document.marking);
    let foot = [one_line(&document.foot), marking.clone()];
    let foot: Vec<&str> = foot.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    if !marking.is_empty() {
        let id = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
        middle(surface, fonts, &marking, EDGE);
        surface.end_tagged();
        tree.push(TagGroup::with_children(Tag::P, vec![Node::from(id)]));
    }
    if !foot.is_empty() {
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
        middle(surface, fonts, &foot.join(" · "), HIGH - EDGE + SMALL);
        surface.end_tagged();
    }
}

fn middle(surface: &mut Surface<'_>, fonts: &Fonts, text: &str, baseline: f32) {
    let x = (WIDE - fonts.faces.wide(text, true, SMALL)) / 2.0;
    words(surface, fonts, text, true, (x.max(0.0), baseline, SMALL));
}

/// Draws words, and says where they end.
fn words(surface: &mut Surface<'_>, fonts: &Fonts, text: &str, bold: bool, at: (f32, f32, f32)) -> f32 {
    let (x, y, size) = at;
    let text = clean(text);
    let face = fonts.faces.face(bold);
    let mut glyphs = Vec::new();
    let mut wide = 0.0;
    for (start, letter) in text.char_indices() {
        // A blank the font has not is drawn as the one it has.
        let known = face.glyph(letter).or_else(|| face.glyph(' ').filter(|_| letter.is_whitespace()));
        let Some(glyph) = known else { continue };
        let range = start..start + letter.len_utf8();
        glyphs.push(KrillaGlyph::new(GlyphId::new(glyph.id), glyph.wide, 0.0, 0.0, 0.0, range, None));
        wide += glyph.wide * size;
    }
    let font = if bold { fonts.bold.clone() } else { fonts.regular.clone() };
    if !glyphs.is_empty() {
        surface.draw_glyphs(Point::from_xy(x, y), &glyphs, font, &text, size, false);
    }
    x + wide
}

fn line(surface: &mut Surface<'_>, fonts: &Fonts, line: &Line) -> Identifier {
    let id = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
    let mut x = line.x;
    for run in &line.runs {
        x = words(surface, fonts, &run.text, run.bold, (x, line.baseline, line.size));
    }
    surface.end_tagged();
    id
}

fn body(surface: &mut Surface<'_>, fonts: &Fonts, laid: &Laid, tree: &mut TagTree, outline: &mut Outline) {
    let mut list: Option<TagGroup> = None;
    for block in laid.lines.chunk_by(|one, next| one.of == next.of) {
        let Some(first) = block.first() else { continue };
        let bullet = first.bullet.map(|x| {
            let id = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
            words(surface, fonts, "•", false, (x, first.baseline, first.size));
            surface.end_tagged();
            id
        });
        let ids: Vec<Node> = block.iter().map(|one| Node::from(line(surface, fonts, one))).collect();
        let text: String = block.iter().flat_map(|line| &line.runs).map(|run| run.text.as_str()).collect();
        match (first.part, bullet) {
            (Part::Point, Some(bullet)) => {
                let label = TagGroup::with_children(Tag::Lbl, vec![Node::from(bullet)]);
                let said = TagGroup::with_children(Tag::LBody, ids);
                let point = TagGroup::with_children(Tag::LI, vec![Node::from(label), Node::from(said)]);
                let list = list.get_or_insert_with(|| TagGroup::new(Tag::L(ListNumbering::Disc)));
                list.push(point);
            }
            (part, _) => {
                if let Some(list) = list.take() {
                    tree.push(list);
                }
                tree.push(match part {
                    Part::Heading(level) => {
                        let level = NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
                        let place =
                            XyzDestination::new(0, Point::from_xy(first.x, first.baseline - first.size));
                        outline.push_child(OutlineNode::new(one_line(&text), place));
                        TagGroup::with_children(Tag::Hn(level, Some(one_line(&text))), ids)
                    }
                    Part::Paragraph | Part::Point => TagGroup::with_children(Tag::P, ids),
                });
            }
        }
    }
    if let Some(list) = list {
        tree.push(list);
    }
}
