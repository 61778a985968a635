//! Cuts the style sheets down to what the pages use.

use std::convert::Infallible;
use std::error::Error;

use lightningcss::declaration::DeclarationBlock;
use lightningcss::printer::PrinterOptions;
use lightningcss::properties::Property;
use lightningcss::rules::CssRule;
use lightningcss::selector::{Component, Selector};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, StyleSheet};
use lightningcss::targets::{Browsers, Targets};
use lightningcss::visit_types;
use lightningcss::visitor::{Visit, VisitTypes, Visitor};

use crate::names::Names;

/// The rules of `vendor`, then of `site`, that can match the classes in `names`, without any font or image.
pub(crate) fn trim(vendor: &[&str], site: &str, names: &Names) -> Result<String, Box<dyn Error>> {
    let mut trimmed = String::new();
    for css in vendor {
        trimmed.push_str(&print(css, Trim { names, keep_fonts: false })?);
    }
    trimmed.push_str(&print(site, Trim { names, keep_fonts: true })?);
    Ok(trimmed)
}

fn print(css: &str, mut trim: Trim) -> Result<String, Box<dyn Error>> {
    // The GOV.UK sheet holds a media query for an old browser that is not CSS.
    let options = ParserOptions { error_recovery: true, ..ParserOptions::default() };
    let mut sheet = StyleSheet::parse(css, options).map_err(|error| error.to_string())?;
    // Notices that only concern the font left out.
    sheet.license_comments.retain(|_| trim.keep_fonts);
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

struct Trim<'a> {
    names: &'a Names,
    /// Only our own sheet says which font: one rule for the whole page, in place of one in each component.
    keep_fonts: bool,
}

impl<'i> Visitor<'i> for Trim<'_> {
    type Error = Infallible;

    fn visit_types(&self) -> VisitTypes {
        visit_types!(RULES)
    }

    fn visit_rule(&mut self, rule: &mut CssRule<'i>) -> Result<(), Infallible> {
        rule.visit_children(self)?;
        match rule {
            CssRule::FontFace(_) => *rule = CssRule::Ignored,
            CssRule::Style(style) => {
                style.selectors.0.retain(|selector| self.can_match(selector));
                self.cut(&mut style.declarations);
                if style.selectors.0.is_empty() {
                    *rule = CssRule::Ignored;
                }
            }
            _ => {}
        }
        Ok(())
    }
}

impl Trim<'_> {
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
            css.contains("url(") || (!self.keep_fonts && css.starts_with("font-family"))
        };
        block.declarations.retain(|property| !unwanted(property));
        block.important_declarations.retain(|property| !unwanted(property));
    }
}
