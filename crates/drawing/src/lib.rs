//! The picture of a design as one list of shapes, for screen, SVG and PNG.
//!
//! The list holds theme tokens instead of colors and lays text out by the project's own fonts, so that the canvas and
//! every export show the same picture. It does not know egui, and it draws nothing that belongs to one user's moment:
//! selection, hover and drag previews are the application's overlays.

mod fonts;
mod geometry;
mod icons;
mod index;
mod kind;
mod paint;
mod path;
mod picture;
mod text;
mod theme;

pub use fonts::Font;
pub use geometry::{Point, Rect};
pub use icons::Icon;
pub use paint::{Align, Item, Layer, PaintList, Shape, Stroke, text_top_left};
pub use path::{Polyline, arrow_head, flatten, path_data, rounded_path};
pub use picture::{
    Detail, Facet, Flow, Mark, Memory, Outside, Sight, Stop, Verdict, View, links_of_selection,
    picture, picture_again,
};
pub use text::{ascent, baseline_for_middle, descent, elide, line_height, width};
pub use theme::{Rgba, Size, Theme, Token};

/// Vector paths, as icons and edges use them.
pub use kurbo::BezPath;
