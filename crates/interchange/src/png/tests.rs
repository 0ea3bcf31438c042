//! What an image viewer finds in the file.

use vpcanvas_drawing::{Align, Item, Layer, Point, Rect, Shape, Token};

use super::*;

fn picture(width: f32, text: &str) -> PaintList {
    PaintList::new(vec![Item {
        id: "vpc-1".to_owned(),
        subject: None,
        label: "VPC".to_owned(),
        rect: Rect::new(-10.0, 0.0, width, 52.0),
        layer: Layer::Container,
        shapes: vec![Shape::Text {
            position: Point::new(0.0, 20.0),
            align: Align::Left,
            size: 16.0,
            font: Font::Semibold,
            color: Token::Text,
            text: text.to_owned(),
        }],
    }])
}

/// How many pixels are not of the background's color.
fn marked_pixels(png: &[u8], theme: &Theme) -> (u32, u32, usize) {
    let pixels = Pixmap::decode_png(png).unwrap();
    let background = theme.color(Token::CanvasBackground);
    let is_marked = |pixel: &&resvg::tiny_skia::PremultipliedColorU8| {
        (pixel.red(), pixel.green(), pixel.blue()) != (background.r, background.g, background.b)
    };
    let marked = pixels.pixels().iter().filter(is_marked).count();
    (pixels.width(), pixels.height(), marked)
}

fn check_png(text: &str, theme: &Theme, at_least: usize) {
    let png = write(&picture(102.0, text), theme, 2.0).unwrap();
    let (width, height, marked) = marked_pixels(&png, theme);
    assert_eq!((width, height), (300, 200), "{text}");
    assert!(
        (at_least..10_000).contains(&marked),
        "{text}: {marked} pixels marked"
    );
}

#[test]
fn a_picture_has_its_size_and_its_text() {
    check_png("Consumer", Theme::light(), 800);
    check_png("Consumer", Theme::dark(), 800);
    check_png("", Theme::light(), 0);
    check_png("\0<🦀>مرحبا", Theme::light(), 100);
}

#[test]
fn an_empty_picture_is_its_margin() {
    let png = write(&PaintList::default(), Theme::light(), 1.0).unwrap();
    assert_eq!(marked_pixels(&png, Theme::light()), (48, 48, 0));
}

#[track_caller]
fn check_too_large(width: f32, scale: f32, expected: &str) {
    let refused = write(&picture(width, ""), Theme::light(), scale).unwrap_err();
    let expected = format!("The picture would have {expected}");
    assert_eq!(refused.to_string(), expected);
}

#[test]
fn what_is_too_large_is_refused_before_it_is_made() {
    let remedies = "Choose a smaller scale, or export SVG, which has no limit";
    check_too_large(4e5, 2.0, &format!("800096 × 200 pixels. {remedies}"));
    let remedy = "Export SVG, which has no limit";
    check_too_large(1e6, 2.0, &format!("2000096 × 200 pixels. {remedy}"));
    check_too_large(1e6, 1.0, &format!("1000048 × 100 pixels. {remedy}"));
    let huge = write(&picture(f32::INFINITY, ""), Theme::light(), 1.0);
    assert!(matches!(huge, Err(PngError::TooLarge { .. })));
    for scale in [0.0, -1.0, f32::NAN] {
        let refused = write(&picture(10.0, ""), Theme::light(), scale);
        assert!(matches!(refused, Err(PngError::InvalidScale(_))), "{scale}");
    }
}
