//! A picture as PNG: the SVG of the same picture, rendered with the program's own fonts and nothing of the machine's, so
//! that every machine and the browser give the same pixels.

use std::fmt;
use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};
use vpcanvas_drawing::{Font, PaintList, Theme};

use crate::svg;

/// The most pixels a picture may have: 8192 by 8192, which takes 256 MB while it is made.
pub const MAX_PIXELS: u64 = 8192 * 8192;

/// Why a picture cannot be written as PNG.
#[derive(Debug, Clone, PartialEq)]
pub enum PngError {
    /// It would have more than `MAX_PIXELS` pixels.
    TooLarge {
        /// Its width at the scale asked for, in pixels.
        width: f32,
        /// Its height at the scale asked for, in pixels.
        height: f32,
        /// Whether the smallest scale, one pixel for every scene point, is small enough.
        fits_unscaled: bool,
    },
    /// The scale is not a positive number.
    InvalidScale(f32),
    /// The picture could not be rendered; the reason is the renderer's.
    NotRendered(String),
}

impl fmt::Display for PngError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge {
                width,
                height,
                fits_unscaled,
            } => {
                let remedy = if *fits_unscaled {
                    "Choose a smaller scale, or export SVG"
                } else {
                    "Export SVG"
                };
                write!(
                    formatter,
                    "The picture would have {width:.0} × {height:.0} pixels. {remedy}, which has no limit"
                )
            }
            Self::InvalidScale(scale) => {
                write!(formatter, "The scale {scale} is not a positive number")
            }
            Self::NotRendered(reason) => {
                write!(formatter, "The picture could not be rendered: {reason}")
            }
        }
    }
}

impl std::error::Error for PngError {}

/// The picture as the bytes of a PNG file, with `scale` pixels for every scene point.
///
/// # Errors
/// If the picture would be too large, or `scale` is not a positive number.
pub fn write(picture: &PaintList, theme: &Theme, scale: f32) -> Result<Vec<u8>, PngError> {
    let encoded = rendered(picture, theme, scale)?.encode_png();
    encoded.map_err(|error| PngError::NotRendered(error.to_string()))
}

/// A picture as pixels, row by row from the top.
#[derive(Debug, Clone, PartialEq)]
pub struct Pixels {
    /// How many stand in a row.
    pub width: usize,
    /// How many rows there are.
    pub height: usize,
    /// Red, green, blue and opacity of each, the colors multiplied by the opacity.
    pub rgba: Vec<u8>,
}

/// The picture as pixels, `scale` of them for every scene point: what a clipboard takes.
///
/// # Errors
/// If the picture would be too large, or `scale` is not a positive number.
pub fn render(picture: &PaintList, theme: &Theme, scale: f32) -> Result<Pixels, PngError> {
    let pixels = rendered(picture, theme, scale)?;
    let whole = |length: u32| usize::try_from(length).unwrap_or_default();
    Ok(Pixels {
        width: whole(pixels.width()),
        height: whole(pixels.height()),
        rgba: pixels.take(),
    })
}

fn rendered(picture: &PaintList, theme: &Theme, scale: f32) -> Result<Pixmap, PngError> {
    let mut pixels = pixmap(picture, scale)?;
    let options = svg::Options {
        title: String::new(),
        embeds_fonts: false,
    };
    let text = svg::write(picture, theme, &options);
    let tree = usvg::Tree::from_str(&text, &parser())
        .map_err(|error| PngError::NotRendered(error.to_string()))?;
    let transform = Transform::from_scale(scale, scale);
    resvg::render(&tree, transform, &mut pixels.as_mut());
    Ok(pixels)
}

/// Empty pixels for the whole picture.
fn pixmap(picture: &PaintList, scale: f32) -> Result<Pixmap, PngError> {
    if scale.is_nan() || scale <= 0.0 {
        return Err(PngError::InvalidScale(scale));
    }
    let view = svg::view(picture);
    let (width, height) = (view.width(), view.height());
    let too_large = PngError::TooLarge {
        width: (width * scale).ceil(),
        height: (height * scale).ceil(),
        fits_unscaled: scale > 1.0 && fitting(width, height).is_some(),
    };
    fitting(width * scale, height * scale)
        .and_then(|(columns, rows)| Pixmap::new(columns, rows))
        .ok_or(too_large)
}

/// The columns and rows of so large a picture, if they are not too many.
fn fitting(width: f32, height: f32) -> Option<(u32, u32)> {
    let (columns, rows) = (whole(width.ceil()), whole(height.ceil()));
    (u64::from(columns) * u64::from(rows) <= MAX_PIXELS).then_some((columns, rows))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast stops at the ends of u32, where the picture is too large anyway"
)]
fn whole(length: f32) -> u32 {
    length as u32
}

/// The parser with the program's fonts, read once.
fn parser() -> usvg::Options<'static> {
    static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
        let mut fonts = fontdb::Database::new();
        for font in Font::ALL {
            fonts.load_font_data(font.bytes().to_vec());
        }
        Arc::new(fonts)
    });
    usvg::Options {
        fontdb: Arc::clone(&FONTS),
        font_family: Font::Regular.family().to_owned(),
        ..usvg::Options::default()
    }
}

#[cfg(test)]
mod tests;
