//! The names of containers seen from so far that their headers cannot be read: as small as text may be, and cut to the width
//! of the container. From further away, or where there is no room, nothing is written.

use vpcanvas_drawing::{Item, Shape, Token};
use vpcanvas_model::arrangement::HEADER;

use super::paint::ScenePainter;
use crate::panels::parts;
use crate::theme::{color32, font};

/// The size of such a name, in points.
const SIZE: f32 = 9.0;
/// The least height of a header on the screen in which one is written, in points.
const LEAST_HEIGHT: f32 = 8.5;
/// The same of accounts and VPCs, which are what is looked for from afar.
const LEAST_OF_OUTER: f32 = 5.5;
/// The least room in which one is written, in points.
const LEAST_ROOM: f32 = 28.0;
/// The steps in which the room grows, in points.
const STEP: f32 = 12.0;
/// What is left free at the right end, in points.
const MARGIN: f32 = 4.0;

impl ScenePainter<'_> {
    /// Writes what comes first in the header of a container, unless that can be read already.
    pub(super) fn name_from_afar(&self, container: &Item) {
        let mut texts = container.shapes.iter().filter_map(|shape| match shape {
            Shape::Text {
                position,
                size,
                font,
                color,
                text,
                ..
            } => Some((*position, *size, *font, *color, text)),
            _ => None,
        });
        let Some((position, size, typeface, color, text)) = texts.next() else {
            return;
        };
        // The header of a container ends at whole points: no value is lost.
        #[expect(clippy::cast_precision_loss, reason = "a header is 32 points high")]
        let height = HEADER as f32 * self.camera.scale();
        let least = match color {
            Token::AccountHeader | Token::VpcHeader => LEAST_OF_OUTER,
            _ => LEAST_HEIGHT,
        };
        if self.camera.text_size(size).is_some() || height < least {
            return;
        }
        let on_screen = self.camera.screen_rect_from_scene(container.rect);
        let left = self.camera.screen_from_scene(position).x;
        // In steps: each other room is another text to lay out while the picture is zoomed.
        let room = ((on_screen.right() - MARGIN - left) / STEP).floor() * STEP;
        if room >= LEAST_ROOM {
            let ink = color32(self.theme, color);
            let middle = on_screen.top() + height / 2.0;
            let name = text.clone();
            parts::cut_text(
                self.painter,
                (left, middle),
                room,
                name,
                font(typeface, SIZE),
                ink,
            );
        }
    }
}
