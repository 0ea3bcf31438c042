//! A picture as SVG: real `<text>` that can be searched and edited, plain presentation attributes that office programs
//! and drawing programs understand, and an accessible group for every item.
//!
//! The same picture always gives the same text. It writes no scripts, no links, no `foreignObject` and no reference to
//! anything outside the file; whatever an author types stays text.

use std::borrow::Cow;
use std::collections::BTreeSet;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use vpcanvas_drawing::{
    Align, Font, Icon, Item, PaintList, Point, Rect, Rgba, Shape, Stroke, Theme, Token, arrow_head,
    path_data, rounded_path,
};

/// How many characters of a name an id, a title or a label holds; a name may have any length, and each stands in many.
const MAX_NAME: usize = 200;
/// Space around the picture, in scene points.
const MARGIN: f32 = 24.0;

/// What a caller chooses about an SVG file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// What the picture is called, for screen readers and browser tabs.
    pub title: String,
    /// Whether the file carries the fonts its text uses (25 kB each), so that a browser shows it as the program does.
    pub embeds_fonts: bool,
}

/// The picture as the text of an SVG file.
pub fn write(picture: &PaintList, theme: &Theme, options: &Options) -> String {
    let mut svg = Writer {
        theme,
        text: String::new(),
    };
    svg.document(picture, options);
    svg.text
}

/// What the file shows: the picture and a margin.
pub(crate) fn view(picture: &PaintList) -> Rect {
    picture.bounds().expand(MARGIN)
}

struct Writer<'a> {
    theme: &'a Theme,
    text: String,
}

impl Writer<'_> {
    fn document(&mut self, picture: &PaintList, options: &Options) {
        let view = view(picture);
        let (x, y) = (number(view.min.x), number(view.min.y));
        let (width, height) = (number(view.width()), number(view.height()));
        let title = escaped(&shortened(&options.title));
        self.line(&format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"{x} {y} {width} {height}\" role=\"graphics-document document\" aria-label=\"{title}\">"
        ));
        self.line(&format!("<title>{title}</title>"));
        if options.embeds_fonts {
            self.fonts(picture);
        }
        let background = self.paint("fill", Token::CanvasBackground);
        self.line(&format!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"{background}/>"
        ));
        let mut taken = BTreeSet::new();
        for item in picture.items() {
            self.item(item, &mut taken);
        }
        self.line("</svg>");
    }

    fn fonts(&mut self, picture: &PaintList) {
        let used: BTreeSet<Font> = picture.items().iter().flat_map(fonts_of).collect();
        self.line("<style>");
        for font in used {
            let family = font.family();
            let weight = font.weight();
            let data = BASE64_STANDARD.encode(font.bytes());
            self.line(&format!(
                "@font-face{{font-family:\"{family}\";font-weight:{weight};\
                 src:url(data:font/ttf;base64,{data}) format(\"truetype\")}}"
            ));
        }
        self.line("</style>");
    }

    fn item(&mut self, item: &Item, taken: &mut BTreeSet<String>) {
        let (id, label) = (
            escaped(&shortened(&item.id)),
            escaped(&shortened(&item.label)),
        );
        let name = free_name(&item.id, taken);
        self.line(&format!(
            "<g id=\"{name}\" data-id=\"{id}\" role=\"graphics-symbol img\" aria-label=\"{label}\">"
        ));
        self.line(&format!("<title>{label}</title>"));
        for shape in &item.shapes {
            self.shape(shape);
        }
        self.line("</g>");
    }

    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Rect {
                rect,
                corner_radius,
                fill,
                stroke,
            } => self.rect(*rect, *corner_radius, *fill, *stroke),
            Shape::Circle {
                center,
                radius,
                fill,
                stroke,
            } => self.circle(*center, *radius, *fill, *stroke),
            Shape::Line {
                points,
                corner_radius,
                stroke,
                arrow_end,
            } => self.polyline(points, *corner_radius, *stroke, *arrow_end),
            Shape::Icon { icon, rect, color } => self.icon(*icon, *rect, *color),
            Shape::Text {
                position,
                align,
                size,
                font,
                color,
                text,
            } => self.label(*position, *align, (*font, *size), *color, text),
        }
    }

    fn rect(&mut self, rect: Rect, radius: f32, fill: Option<Token>, stroke: Option<Stroke>) {
        let paint = self.fill_and_stroke(fill, stroke);
        self.line(&format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\"{paint}/>",
            number(rect.min.x),
            number(rect.min.y),
            number(rect.width()),
            number(rect.height()),
            number(radius),
        ));
    }

    fn circle(&mut self, at: Point, radius: f32, fill: Option<Token>, stroke: Option<Stroke>) {
        let paint = self.fill_and_stroke(fill, stroke);
        self.line(&format!(
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"{paint}/>",
            number(at.x),
            number(at.y),
            number(radius),
        ));
    }

    fn polyline(&mut self, points: &[Point], corner_radius: f32, stroke: Stroke, arrow: bool) {
        let data = path_data(&rounded_path(points, corner_radius));
        let paint = self.fill_and_stroke(None, Some(stroke));
        self.line(&format!(
            "<path d=\"{data}\"{paint} stroke-linecap=\"round\" stroke-linejoin=\"round\"/>"
        ));
        if let Some(head) = arrow_head(points, stroke.width).filter(|_| arrow) {
            let corners = head.map(|at| format!("{},{}", number(at.x), number(at.y)));
            let fill = self.paint("fill", stroke.color);
            self.line(&format!(
                "<polygon points=\"{}\"{fill}/>",
                corners.join(" ")
            ));
        }
    }

    fn icon(&mut self, icon: Icon, rect: Rect, color: Token) {
        let data = path_data(&icon.placed(rect));
        let width = number(Icon::stroke_width(rect));
        let stroke = self.paint("stroke", color);
        self.line(&format!(
            "<path d=\"{data}\" fill=\"none\"{stroke} stroke-width=\"{width}\" \
             stroke-linecap=\"round\" stroke-linejoin=\"round\"/>"
        ));
    }

    fn label(&mut self, at: Point, align: Align, font: (Font, f32), color: Token, text: &str) {
        let (font, size) = font;
        let anchor = match align {
            Align::Left => "start",
            Align::Center => "middle",
            Align::Right => "end",
        };
        let fill = self.paint("fill", color);
        self.line(&format!(
            "<text x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\" font-family=\"{}\" font-weight=\"{}\" \
             font-size=\"{}\"{fill} xml:space=\"preserve\">{}</text>",
            number(at.x),
            number(at.y),
            families(font),
            font.weight(),
            number(size),
            escaped(text),
        ));
    }

    fn fill_and_stroke(&self, fill: Option<Token>, stroke: Option<Stroke>) -> String {
        let mut paint = match fill {
            Some(token) => self.paint("fill", token),
            None => " fill=\"none\"".to_owned(),
        };
        if let Some(stroke) = stroke {
            paint += &self.paint("stroke", stroke.color);
            paint += &attribute("stroke-width", &number(stroke.width));
            if let Some((dash, gap)) = stroke.dash {
                let dashes = format!("{} {}", number(dash), number(gap));
                paint += &attribute("stroke-dasharray", &dashes);
            }
        }
        paint
    }

    /// The attributes that give `property` the color of `token`.
    fn paint(&self, property: &str, token: Token) -> String {
        let Rgba { r, g, b, a } = self.theme.color(token);
        let mut paint = attribute(property, &format!("#{r:02x}{g:02x}{b:02x}"));
        if a < 255 {
            let opacity = number(f32::from(a) / 255.0);
            paint += &attribute(&format!("{property}-opacity"), &opacity);
        }
        paint
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }
}

fn attribute(name: &str, value: &str) -> String {
    format!(" {name}=\"{value}\"")
}

fn fonts_of(item: &Item) -> impl Iterator<Item = Font> {
    item.shapes.iter().filter_map(|shape| match shape {
        Shape::Text { font, .. } => Some(*font),
        Shape::Rect { .. } | Shape::Circle { .. } | Shape::Line { .. } | Shape::Icon { .. } => None,
    })
}

/// The font and what to take where it is missing.
const fn families(font: Font) -> &'static str {
    match font {
        Font::Regular | Font::Medium | Font::Semibold => {
            "Inter, 'Segoe UI', Helvetica, Arial, sans-serif"
        }
        Font::Mono => "'JetBrains Mono', Menlo, Consolas, monospace",
    }
}

/// A name for `id` that XML allows and no other item has.
fn free_name(id: &str, taken: &mut BTreeSet<String>) -> String {
    let allowed = |c: char| {
        if c.is_ascii_alphanumeric() || c == '-' {
            c
        } else {
            '_'
        }
    };
    let name: String = std::iter::once('_')
        .chain(id.chars().take(MAX_NAME).map(allowed))
        .collect();
    let numbered = |number: usize| match number {
        1 => name.clone(),
        _ => format!("{name}.{number}"),
    };
    // One of `len + 1` different names is free.
    let mut names = (1..=taken.len() + 1).map(numbered);
    let free = names
        .find(|name| !taken.contains(name))
        .unwrap_or(name.clone());
    taken.insert(free.clone());
    free
}

/// `text` as it is if it has no more than `MAX_NAME` characters, else its beginning followed by `…`.
fn shortened(text: &str) -> Cow<'_, str> {
    if text.chars().nth(MAX_NAME).is_none() {
        return Cow::Borrowed(text);
    }
    let kept = text.chars().take(MAX_NAME - 1);
    Cow::Owned(kept.chain(['…']).collect())
}

/// `text` as it may stand in an element or between double quotes; what XML forbids is left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if c.is_control() => {}
            _ => escaped.push(c),
        }
    }
    escaped
}

/// At most two decimals: a hundredth of a point is finer than any screen.
fn number(value: f32) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests;
