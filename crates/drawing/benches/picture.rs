//! What the picture of a design costs the processor, by its size: `cargo bench -p vpcanvas-drawing`.
//!
//! Numbers are printed, not judged.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measuring program reads the clock and prints"
)]

use std::time::Instant;

use vpcanvas_drawing::{Detail, Point, Rect, Sight, View, picture};
use vpcanvas_model::arrangement;
use vpcanvas_network::resolve;

fn main() {
    for resources in [100, 1_000, 10_000, 100_000] {
        let document = vpcanvas_fixture::generated::design(resources, 0).unwrap();
        let network = resolve(&document);
        let arrangement = arrangement(&document);
        let all = Rect::from(arrangement.bounds().unwrap());
        let picture = |what: &str, view: &View| {
            let begin = Instant::now();
            let list = picture(&network, &arrangement, view);
            let (time, items) = (begin.elapsed(), list.items().len());
            println!("{resources} resources, {what}: {time:.2?}, {items} items");
        };
        picture("all of it", &View::default());
        let middle = all.center();
        for scale in [0.02, 0.1, 0.25, 0.5, 1.0] {
            let view = View {
                detail: Detail::Compact,
                sight: Some(Sight::around(window(middle, scale), scale)),
                ..View::default()
            };
            picture(&format!("what is seen at {scale}"), &view);
        }
    }
}

/// What a window of full size shows.
fn window(middle: Point, scale: f32) -> Rect {
    Rect::around(middle, 1920.0 / scale, 1080.0 / scale)
}
