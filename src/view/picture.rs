//! Pictures that this server draws itself. The only place where markup goes onto a page as it is.

use maud::{Markup, PreEscaped, html};

/// An SVG picture and, for those who do not see it, what it shows. `svg` must come from a library that draws:
/// nothing that anybody typed may be in it except as the modules of a code. Anything but an `svg` element,
/// such as an XML declaration before it, is left out.
pub fn picture(svg: &str, shows: &str) -> Markup {
    html! {
        div class="candour-picture" role="img" aria-label=(shows) { (PreEscaped(element(svg))) }
    }
}

fn element(svg: &str) -> &str {
    let from = svg.find("<svg").unwrap_or(svg.len());
    let to = svg.rfind("</svg>").map_or(from, |start| start + "</svg>".len());
    svg.get(from..to).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_element_alone() {
        assert_eq!(element("<?xml version=\"1.0\"?>\n<svg><path/></svg>\n"), "<svg><path/></svg>");
        assert_eq!(element("no picture"), "");
        assert_eq!(element("</svg><svg>"), "");
    }
}
