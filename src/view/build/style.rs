//! Cuts the style sheets down to what the pages use.

use std::convert::Infallible;
use std::error::Error;

use lightningcss::declaration::DeclarationBlock;
use lightningcss::media_query::MediaList;
use lightningcss::printer::PrinterOptions;
use lightningcss::properties::Property;
use lightningcss::rules::{CssRule, CssRuleList};
use lightningcss::selector::{Component, Selector};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, StyleSheet};
use lightningcss::targets::{Browsers, Targets};
use lightningcss::traits::ToCss;
use lightningcss::visit_types;
use lightningcss::visitor::{Visit, VisitTypes, Visitor};

use crate::names::Names;

/// The rules of `vendor`, then of `site`, that can match the classes in `names`, without any font or image.
pub(crate) fn trim(vendor: &[&str], site: &str, names: &Names) -> Result<String, Box<dyn Error>> {
    let mut trimmed = String::new();
    for css in vendor {
        trimmed.push_str(&print(css, Trim { names, ours: false })?);
    }
    trimmed.push_str(&print(site, Trim { names, ours: true })?);
    Ok(trimmed)
}

fn print(css: &str, mut trim: Trim) -> Result<String, Box<dyn Error>> {
    // GOV.UK's sheet works round old browsers in ways that are not CSS.
    let options = ParserOptions { error_recovery: true, ..ParserOptions::default() };
    let mut sheet = StyleSheet::parse(css, options).map_err(|error| error.to_string())?;
    if !trim.ours {
        // They are about the font that is left out; ours has the notice that the licence asks for.
        sheet.license_comments.clear();
    }
    let Ok(()) = sheet.visit(&mut trim);
    let minify = MinifyOptions { targets: targets(), ..MinifyOptions::default() };
    sheet.minify(minify).map_err(|error| error.to_string())?;
    let printer = PrinterOptions { minify: true, targets: targets(), ..PrinterOptions::default() };
    Ok(sheet.to_css(printer).map_err(|error| error.to_string())?.code)
}

/// The first browsers that know `<script type="module">`: phones of 2017.
fn targets() -> Targets {
    let version = |major: u32, minor: u32| Some(major << 16 | minor << 8);
    Targets::from(Browsers {
        android: version(61, 0),
        chrome: version(61, 0),
        edge: version(16, 0),
        firefox: version(60, 0),
        ios_saf: version(10, 3),
        safari: version(10, 1),
        samsung: version(8, 0),
        ..Browsers::default()
    })
}

/// Whether every browser can read `query`: GOV.UK's sheet has one with a character that only an old one took.
fn is_css(query: &MediaList) -> bool {
    query.to_css_string(PrinterOptions::default()).is_ok_and(|css| !css.contains(char::REPLACEMENT_CHARACTER))
}

struct Trim<'a> {
    names: &'a Names,
    /// Whether it is our own sheet. Only that says which font: once for the whole page, not in each
    /// component.
    ours: bool,
}

impl<'i> Visitor<'i> for Trim<'_> {
    type Error = Infallible;

    fn visit_types(&self) -> VisitTypes {
        visit_types!(RULES)
    }

    fn visit_rule_list(&mut self, rules: &mut CssRuleList<'i>) -> Result<(), Infallible> {
        rules.visit_children(self)?;
        rules.0.retain_mut(|rule| self.keep(rule));
        Ok(())
    }
}

impl Trim<'_> {
    /// Cuts `rule` down; whether anything is left of it. What it contains has been cut already.
    fn keep(&self, rule: &mut CssRule) -> bool {
        match rule {
            CssRule::FontFace(_) | CssRule::MozDocument(_) => false,
            CssRule::Media(media) => !media.rules.0.is_empty() && is_css(&media.query),
            CssRule::Supports(supports) => !supports.rules.0.is_empty(),
            CssRule::Style(style) => {
                style.selectors.0.retain(|selector| self.can_match(selector));
                self.cut(&mut style.declarations);
                !style.selectors.0.is_empty() && !style.declarations.is_empty()
            }
            _ => true,
        }
    }

    /// Whether every class that `selector` asks for is in use.
    fn can_match(&self, selector: &Selector) -> bool {
        selector.iter_raw_match_order().all(|component| match component {
            Component::Class(class) => self.names.hold(class.as_ref()),
            Component::Is(any) | Component::Where(any) | Component::Any(_, any) | Component::Has(any) => {
                any.iter().any(|selector| self.can_match(selector))
            }
            _ => true,
        })
    }

    fn cut(&self, block: &mut DeclarationBlock) {
        let unwanted = |property: &Property| {
            let css = property.to_css_string(false, PrinterOptions::default()).unwrap_or_default();
            let font = ["font-family", "-webkit-font-smoothing", "-moz-osx-font-smoothing"];
            css.contains("url(") || (!self.ours && font.iter().any(|name| css.starts_with(name)))
        };
        block.declarations.retain(|property| !unwanted(property));
        block.important_declarations.retain(|property| !unwanted(property));
    }
}
