//! The picture of a design as one list of shapes, for screen, SVG and PNG.
