//! The canvas: the camera, the painter and what the pointer does there.

pub mod camera;
pub mod paint;
