//! What an SVG reader finds in the file.

use resvg::usvg;
use vpcanvas_drawing::Layer;

use super::*;

fn text(text: &str) -> Shape {
    Shape::Text {
        position: Point::new(10.0, 20.0),
        align: Align::Left,
        size: 12.0,
        font: Font::Medium,
        color: Token::Text,
        text: text.to_owned(),
    }
}

fn picture(id: &str, shapes: Vec<Shape>) -> PaintList {
    PaintList::new(vec![Item {
        id: id.to_owned(),
        subject: None,
        label: format!("VPC {id}"),
        rect: Rect::new(0.0, 0.0, 100.0, 50.0),
        layer: Layer::Container,
        shapes,
    }])
}

fn svg(picture: &PaintList) -> String {
    let options = Options {
        title: "A design".to_owned(),
        embeds_fonts: false,
    };
    write(picture, Theme::light(), &options)
}

/// Text on the canvas comes back out of the file as `expected`, and nothing but text came of it.
fn check_text(hostile: &str, expected: &str) {
    let svg = svg(&picture(hostile, vec![text(hostile)]));
    let document = roxmltree::Document::parse(&svg).unwrap();
    let written = document
        .descendants()
        .find(|node| node.has_tag_name("text"));
    assert_eq!(written.unwrap().text().unwrap_or_default(), expected);
    let group = document
        .descendants()
        .find(|node| node.has_tag_name("g"))
        .unwrap();
    assert_eq!(group.attribute("data-id"), Some(expected));
    assert_eq!(
        group.attribute("aria-label"),
        Some(format!("VPC {expected}").as_str())
    );
    let tags: BTreeSet<_> = document
        .descendants()
        .map(|node| node.tag_name().name())
        .collect();
    assert_eq!(tags, ["", "g", "rect", "svg", "text", "title"].into());
    usvg::Tree::from_str(&svg, &usvg::Options::default()).unwrap();
}

#[test]
fn text_stays_text() {
    check_text("10.0.0.0/16 · Konsument", "10.0.0.0/16 · Konsument");
    check_text("<script>alert('1')</script>", "<script>alert('1')</script>");
    check_text("]]> --> &amp; \" onload=\"x", "]]> --> &amp; \" onload=\"x");
    check_text("one\0two\u{1b}[31m\u{85}\u{fffe}", "onetwo[31m");
    check_text("two\r\nlines\tof it", "two  lines of it");
    check_text("مرحبا \u{202e}abc 🦀 日本語", "مرحبا \u{202e}abc 🦀 日本語");
    check_text("", "");
    let long = "x<".repeat(90);
    check_text(&long, &long);
}

#[test]
fn a_huge_name_makes_no_huge_file() {
    let huge = "ä<".repeat(500_000);
    let options = Options {
        title: huge.clone(),
        embeds_fonts: false,
    };
    let svg = write(&picture(&huge, Vec::new()), Theme::light(), &options);
    let document = roxmltree::Document::parse(&svg).unwrap();
    let named = document.descendants().filter(roxmltree::Node::is_element);
    let named: Vec<_> = named
        .flat_map(|node| {
            let attributes = node.attributes().map(|attribute| attribute.value());
            attributes.chain(node.text()).collect::<Vec<_>>()
        })
        .filter(|text| text.ends_with('…'))
        .map(|text| text.chars().count())
        .collect();
    assert_eq!(named, [200; 5], "title and label of both, and the id");
    assert!(svg.len() < 5_000, "{} bytes", svg.len());
}

#[test]
fn the_same_picture_gives_the_same_text() {
    let shapes = || {
        vec![
            Shape::Rect {
                rect: Rect::new(0.0, 0.0, 33.333_333, 10.0),
                corner_radius: 4.0,
                fill: Some(Token::SelectionTint),
                stroke: Some(Stroke::dashed(1.5, Token::VpcBorder, 4.0)),
            },
            Shape::Circle {
                center: Point::new(5.0, -0.001),
                radius: 2.0,
                fill: None,
                stroke: Some(Stroke::solid(1.0, Token::Error)),
            },
            Shape::Line {
                points: vec![
                    Point::new(0.0, 0.0),
                    Point::new(30.0, 0.0),
                    Point::new(30.0, 30.0),
                ],
                corner_radius: 6.0,
                stroke: Stroke::solid(2.0, Token::PrivateLink),
                arrow_end: true,
            },
            Shape::Icon {
                icon: Icon::Minus,
                rect: Rect::new(0.0, 0.0, 24.0, 24.0),
                color: Token::Text,
            },
        ]
    };
    let svg = svg(&picture("vpc-1", shapes()));
    assert_eq!(svg, self::svg(&picture("vpc-1", shapes())));
    for part in [
        "viewBox=\"-24 -24 148 98\"",
        "width=\"33.33\" height=\"10\" rx=\"4\" fill=\"#2563eb\" fill-opacity=\"0.12\" stroke=\"#7b4fd9\" \
         stroke-width=\"1.5\" stroke-dasharray=\"4 4\"",
        "<circle cx=\"5\" cy=\"0\" r=\"2\" fill=\"none\"",
        "<path d=\"M0,0L24,0Q30,0 30,6L30,30\"",
        "<polygon points=\"30,30 ",
        "<path d=\"M5,12L19,12\" fill=\"none\" stroke=\"#1d2735\" stroke-width=\"1.6\"",
    ] {
        assert!(svg.contains(part), "{part} is not in {svg}");
    }
}

#[test]
fn every_item_has_a_name_of_its_own() {
    let mut taken = BTreeSet::new();
    let names = ["a b", "a_b", "a:b", "nlb->tg"].map(|id| free_name(id, &mut taken));
    assert_eq!(names, ["_a_b", "_a_b.2", "_a_b.3", "_nlb-_tg"]);
}

#[test]
fn only_the_fonts_in_use_are_embedded() {
    let options = Options {
        title: String::new(),
        embeds_fonts: true,
    };
    let svg = write(
        &picture("vpc-1", vec![text("one"), text("two")]),
        Theme::dark(),
        &options,
    );
    assert_eq!(svg.matches("@font-face").count(), 1);
    assert!(svg.contains("font-family:\"Inter\";font-weight:500;src:url(data:font/ttf;base64,"));
    roxmltree::Document::parse(&svg).unwrap();
}
