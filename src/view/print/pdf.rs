//! Writes pieces as a tagged PDF. The library checks it against PDF/UA-1 while it writes.

use std::num::NonZeroU16;

use krilla::Document;
use krilla::SerializeSettings;
use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, BBox, ContentTag, Identifier, ListNumbering, SpanTag, Tag, TagGroup, TagTree,
};
use krilla::text::{Font, TextDirection};

use super::face::Weight;
use super::layout::{Area, BLACK, Colour, Look, Piece, Role, Run};
use super::paper::Paper;

/// The language of the words on the paper.
const LANGUAGE: &str = "en-GB";

/// Why a document could not be made.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// The fonts that are built in are broken.
    #[error("the fonts that are built in cannot be read")]
    Font,
    /// A page or a picture has no size.
    #[error("something on the paper has no size")]
    Size,
    /// The library refused.
    #[error("the document would not be accessible: {0}")]
    Refused(String),
}

/// Both fonts.
struct Fonts {
    regular: Font,
    bold: Font,
}

impl Fonts {
    fn of(&self, weight: Weight) -> Font {
        match weight {
            Weight::Regular => self.regular.clone(),
            Weight::Bold => self.bold.clone(),
        }
    }
}

/// The document with these pieces.
pub(super) fn write(title: &str, paper: Paper, pieces: &[Piece]) -> Result<Vec<u8>, PrintError> {
    let font = |weight: Weight| weight.font().ok_or(PrintError::Font);
    let fonts = Fonts { regular: font(Weight::Regular)?, bold: font(Weight::Bold)? };
    let mut document = Document::new_with(settings()?);
    let language = Some(LANGUAGE.to_owned());
    let (mut tree, mut outline) = (TagTree::new().with_lang(language), Outline::new());
    let (width, height) = paper.size();
    let pages = pieces.iter().map(|piece| piece.page).max().unwrap_or(0);
    let mut drawn = Vec::new();
    for number in 0..=pages {
        let mut page =
            document.start_page_with(PageSettings::from_wh(width, height).ok_or(PrintError::Size)?);
        let mut surface = page.surface();
        for piece in pieces.iter().filter(|piece| piece.page == number) {
            drawn.push((piece, draw(&mut surface, &fonts, piece)?));
        }
        surface.finish();
        page.finish();
    }
    tag(&mut tree, &mut outline, drawn)?;
    document.set_tag_tree(tree);
    document.set_outline(outline);
    let metadata = Metadata::new().title(title.to_owned()).language(LANGUAGE.to_owned());
    document.set_metadata(metadata.creator("Candour".to_owned()));
    document.finish().map_err(|error| PrintError::Refused(format!("{error:?}")))
}

fn settings() -> Result<SerializeSettings, PrintError> {
    let configuration = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
    let configuration = configuration.map_err(|error| PrintError::Refused(format!("{error:?}")))?;
    Ok(SerializeSettings { configuration, enable_tagging: true, ..SerializeSettings::default() })
}

/// Draws a piece; what identifies its parts for whoever hears the page.
fn draw(surface: &mut Surface, fonts: &Fonts, piece: &Piece) -> Result<Vec<Identifier>, PrintError> {
    match &piece.look {
        Look::Text(runs) => Ok(runs.iter().map(|run| write_run(surface, fonts, run)).collect()),
        Look::Block(area, colour) => {
            surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
            fill(surface, *colour, &[rect(*area)?]);
            surface.end_tagged();
            Ok(Vec::new())
        }
        Look::Squares(area, rows) => {
            let identifier = surface.start_tagged(ContentTag::Other);
            fill(surface, [0xff; 3], &[rect(*area)?]);
            fill(surface, BLACK, &squares(*area, rows)?);
            surface.end_tagged();
            Ok(vec![identifier])
        }
    }
}

fn write_run(surface: &mut Surface, fonts: &Fonts, run: &Run) -> Identifier {
    let style = run.style;
    let identifier = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
    surface.set_fill(Some(paint(style.colour)));
    let (start, font) = (Point::from_xy(run.x, run.y), fonts.of(style.weight));
    surface.draw_text(start, font, style.size, &run.text, false, TextDirection::LeftToRight);
    surface.end_tagged();
    identifier
}

fn paint([red, green, blue]: Colour) -> Fill {
    Fill { paint: rgb::Color::new(red, green, blue).into(), ..Fill::default() }
}

fn fill(surface: &mut Surface, colour: Colour, rects: &[Rect]) {
    let mut path = PathBuilder::new();
    for rect in rects {
        path.push_rect(*rect);
    }
    if let Some(path) = path.finish() {
        surface.set_fill(Some(paint(colour)));
        surface.draw_path(&path);
    }
}

fn rect(area: Area) -> Result<Rect, PrintError> {
    Rect::from_xywh(area.x, area.y, area.width, area.height).ok_or(PrintError::Size)
}

/// The dark squares of a code, with the four light ones around it that readers need (ISO/IEC 18004).
fn squares(area: Area, rows: &[Vec<bool>]) -> Result<Vec<Rect>, PrintError> {
    const QUIET: usize = 4;
    let side = u16::try_from(rows.len() + 2 * QUIET).map_err(|_| PrintError::Size)?;
    let step = area.width / f32::from(side);
    let at = |place: usize| u16::try_from(place + QUIET).map(|place| f32::from(place) * step);
    let mut dark = Vec::new();
    for (y, row) in rows.iter().enumerate() {
        for (x, _) in row.iter().enumerate().filter(|(_, dark)| **dark) {
            let (Ok(x), Ok(y)) = (at(x), at(y)) else { return Err(PrintError::Size) };
            dark.push(rect(Area { x: area.x + x, y: area.y + y, width: step, height: step })?);
        }
    }
    Ok(dark)
}

/// Builds what is heard, in the order of the pieces, and the outline of the headings.
fn tag(
    tree: &mut TagTree,
    outline: &mut Outline,
    drawn: Vec<(&Piece, Vec<Identifier>)>,
) -> Result<(), PrintError> {
    let mut list: Option<TagGroup> = None;
    for (piece, identifiers) in drawn {
        let group = match &piece.role {
            Role::Decoration => continue,
            Role::Entry => {
                let mut entry = TagGroup::new(Tag::LI);
                entry.push(holding(TagGroup::new(Tag::LBody), identifiers));
                list.get_or_insert_with(|| TagGroup::new(Tag::L(ListNumbering::None))).push(entry);
                continue;
            }
            Role::Title => headed(outline, piece, NonZeroU16::MIN),
            Role::Heading => headed(outline, piece, NonZeroU16::MIN.saturating_add(1)),
            Role::Paragraph => TagGroup::new(Tag::P),
            Role::Code(says) => TagGroup::new(Tag::Figure(Some(says.clone())).with_bbox(boxed(piece)?)),
        };
        if let Some(list) = list.take() {
            tree.push(list);
        }
        tree.push(holding(group, identifiers));
    }
    if let Some(list) = list {
        tree.push(list);
    }
    Ok(())
}

fn holding(mut group: TagGroup, identifiers: Vec<Identifier>) -> TagGroup {
    for identifier in identifiers {
        group.push(identifier);
    }
    group
}

/// A heading, which also stands in the outline.
fn headed(outline: &mut Outline, piece: &Piece, level: NonZeroU16) -> TagGroup {
    let Look::Text(runs) = &piece.look else { return TagGroup::new(Tag::P) };
    let text = runs.iter().map(|run| run.text.as_str()).collect::<String>();
    let top = runs.first().map_or(0.0, |run| run.y - run.style.size);
    let place = XyzDestination::new(piece.page, Point::from_xy(0.0, top.max(0.0)));
    outline.push_child(OutlineNode::new(text.clone(), place));
    TagGroup::new(Tag::Hn(level, Some(text)))
}

fn boxed(piece: &Piece) -> Result<Option<BBox>, PrintError> {
    let Look::Squares(area, _) = &piece.look else { return Ok(None) };
    Ok(Some(BBox::new(piece.page, rect(*area)?)))
}
