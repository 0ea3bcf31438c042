//! Lines that cross what is in sight of a large design though both of their ends are beyond.

use super::*;

/// What is seen of a design through a window around a point.
fn through_window(document: &Document, center: Point, size: (f32, f32), scale: f32) -> PaintList {
    let visible = Rect::around(center, size.0, size.1);
    let view = View {
        sight: Some(Sight::around(visible, scale)),
        ..View::default()
    };
    picture(&resolve(document), &arrangement(document), &view)
}

/// The lines that cross a window, by their ids.
fn crossing(picture: &PaintList, window: Rect) -> Vec<&str> {
    let crosses = |shape: &Shape| match shape {
        Shape::Line { points, .. } => points.windows(2).any(|piece| {
            let rect = Rect::of_points(piece.iter().copied()).unwrap();
            rect.expand(0.5).intersects(window)
        }),
        _ => false,
    };
    let lines = of_layer(picture, Layer::Edge);
    let crossing = lines.filter(|item| item.shapes.iter().any(crosses));
    crossing.map(|item| item.id.as_str()).collect()
}

#[test]
fn a_line_is_seen_where_both_of_its_ends_are_out_of_sight() {
    let document = vpcanvas_fixture::generated::design(2_000, 0).unwrap();
    let arranged = arrangement(&document);
    let service = Rect::from(arranged.rect(&"vpce-svc-provider".into()).unwrap());
    // The farthest consumer, and a window halfway along its line.
    let consumers = (0..199).map(|number| ResourceId::from(format!("vpce-{number}")));
    let rect = |id: &ResourceId| Rect::from(arranged.rect(id).unwrap());
    let far = |id: &ResourceId| rect(id).center().distance(service.center());
    let farthest = consumers
        .max_by(|one, other| far(one).total_cmp(&far(other)))
        .unwrap();
    let whole = through_window(&document, service.center(), (90_000.0, 90_000.0), 0.5);
    let id = format!("{farthest}->vpce-svc-provider");
    let line = whole.item(&id).unwrap().shapes.first().unwrap().clone();
    let Shape::Line { points, .. } = line else {
        panic!("{id} is no line")
    };
    let longest = points.windows(2).max_by(|one, other| {
        let length = |piece: &[Point]| piece[0].distance(piece[1]);
        length(one).total_cmp(&length(other))
    });
    let longest = longest.unwrap();
    let middle = Rect::of_points(longest.iter().copied()).unwrap().center();
    let window = Rect::around(middle, 400.0, 300.0);
    let seen = through_window(&document, middle, (400.0, 300.0), 1.0);
    assert!(!window.intersects(service) && !window.intersects(rect(&farthest)));
    let lines = crossing(&seen, window);
    assert!(lines.contains(&id.as_str()), "{id} is not among {lines:?}");
}

#[test]
fn many_lines_that_pass_are_one_item_without_doubles() {
    let document = vpcanvas_fixture::generated::design(10_000, 0).unwrap();
    let arranged = arrangement(&document);
    let service = Rect::from(arranged.rect(&"vpce-svc-provider".into()).unwrap());
    let beside = Point::new(service.min.x - 16.0, service.min.y - 700.0);
    let seen = through_window(&document, beside, (300.0, 200.0), 1.0);
    let passing = seen.item("passing:vpce-svc-provider").unwrap();
    let (count, words) = passing.label.split_once(' ').unwrap();
    assert!(count.parse::<usize>().unwrap() > 100, "{}", passing.label);
    assert_eq!(
        words,
        "lines, each connects by PrivateLink to vpce-svc-provider"
    );
    let window = Rect::around(beside, 300.0, 200.0);
    assert!(crossing(&seen, window).contains(&"passing:vpce-svc-provider"));
    let bus = passing.shapes.iter().map(Shape::bounds);
    let bus: Vec<Rect> = bus
        .filter(|rect| rect.expand(0.5).intersects(window))
        .collect();
    assert!(bus.len() < 20, "{bus:?}");
}
