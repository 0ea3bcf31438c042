//! A range as a bar: its subnets and what is free between them, in the order of addresses.
//!
//! Widths follow the sizes of the blocks as far as each part stays wide enough to be seen and clicked.

use egui::{CornerRadius, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};
use vpcanvas_analysis::{Part, PlannedRange, PlannedSubnet};
use vpcanvas_drawing::Token;
use vpcanvas_model::cidr::address_count;

use super::{Planner, fill, room};
use crate::frame::Request;
use crate::theme::color;

const HEIGHT: f32 = 22.0;
/// The narrowest a part is drawn while there is room for all.
const NARROWEST: f32 = 7.0;

impl Planner<'_> {
    pub(super) fn bar(&self, ui: &mut Ui, range: &PlannedRange) {
        let width = ui.available_width();
        let (bar, _) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::hover());
        let sizes: Vec<f32> = range.parts.iter().map(|part| share(part, range)).collect();
        let mut left = bar.left();
        for (place, (part, width)) in range.parts.iter().zip(widths(&sizes, width)).enumerate() {
            let rect = Rect::from_min_size(pos2(left, bar.top()), vec2(width, HEIGHT));
            left += width;
            self.part(ui, part, rect.shrink2(vec2(0.5, 0.0)), place);
        }
    }

    fn part(&self, ui: &Ui, part: &Part, rect: Rect, place: usize) {
        // The rows below it are what the keyboard goes through.
        let response = ui.interact(rect, ui.scope_id().with(("part", place)), Sense::CLICK);
        let words = self.title(part);
        response.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::Button, true, &words));
        match part {
            Part::Subnet(subnet) => paint_subnet(ui, subnet, rect),
            Part::Free(_) => {
                let stroke = Stroke::new(1.0, color(ui, Token::Border));
                let inside = StrokeKind::Inside;
                ui.painter().rect(
                    rect,
                    CornerRadius::same(2),
                    color(ui, Token::PanelBackgroundWeak),
                    stroke,
                    inside,
                );
            }
        }
        if response.hovered() || self.is_shown(ui, part) {
            let stroke = Stroke::new(2.0, color(ui, Token::Selection));
            let inside = StrokeKind::Inside;
            ui.painter()
                .rect_stroke(rect, CornerRadius::same(2), stroke, inside);
        }
        if response.on_hover_text(words).clicked() {
            match part {
                Part::Subnet(subnet) => self.frame.ask(Request::Show(subnet.id.clone())),
                Part::Free(block) => self.choose(ui, *block),
            }
        }
    }

    fn title(&self, part: &Part) -> String {
        match part {
            Part::Subnet(subnet) => {
                let name = self.frame.document().display_name(&subnet.id);
                text!(
                    "plan-part",
                    subnet = name,
                    block = subnet.block.to_string(),
                    fill = fill(subnet)
                )
            }
            Part::Free(block) => {
                text!(
                    "plan-part-free",
                    block = block.to_string(),
                    room = room(*block)
                )
            }
        }
    }

    /// Whether a part is what is selected or where the next subnet is to be.
    fn is_shown(&self, ui: &Ui, part: &Part) -> bool {
        match part {
            Part::Subnet(subnet) => self.frame.selection().contains(&subnet.id),
            Part::Free(block) => self.is_chosen(ui, *block),
        }
    }
}

/// A subnet fills from below as its addresses are taken.
fn paint_subnet(ui: &Ui, subnet: &PlannedSubnet, rect: Rect) {
    let (ink, tint) = if subnet.overlaps.is_empty() {
        (Token::PrivateSubnetHeader, Token::PrivateSubnetTint)
    } else {
        (Token::Error, Token::ErrorTint)
    };
    let corner = CornerRadius::same(2);
    let painter = ui.painter();
    painter.rect_filled(rect, corner, color(ui, tint));
    let taken = ratio(subnet.taken, subnet.usable).clamp(0.0, 1.0);
    let mut filled = rect;
    filled.set_top(rect.bottom() - rect.height() * taken);
    painter.rect_filled(filled, corner, color(ui, ink).gamma_multiply(0.55));
    let stroke = Stroke::new(1.0, color(ui, ink));
    painter.rect_stroke(rect, corner, stroke, StrokeKind::Inside);
}

fn share(part: &Part, range: &PlannedRange) -> f32 {
    ratio(address_count(part.block()), address_count(range.range))
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "a share of a bar some hundred points wide"
)]
fn ratio(part: u128, whole: u128) -> f32 {
    (part as f64 / whole.max(1) as f64) as f32
}

/// How wide each part is: all alike where there is no room, else the narrowest plus its share of what is left.
fn widths(shares: &[f32], room: f32) -> Vec<f32> {
    let parts = u16::try_from(shares.len()).unwrap_or(u16::MAX);
    let narrowest = NARROWEST.min(room / f32::from(parts.max(1)));
    let rest = (room - narrowest * f32::from(parts)).max(0.0);
    let all: f32 = shares.iter().sum();
    let width = |share: &f32| narrowest + rest * share / all.max(f32::MIN_POSITIVE);
    shares.iter().map(width).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_fill_the_bar_and_stay_visible() {
        for shares in [vec![1.0], vec![0.0001, 0.9999], vec![0.01; 100]] {
            let widths = widths(&shares, 264.0);
            assert!((widths.iter().sum::<f32>() - 264.0).abs() < 0.1);
            assert!(widths.iter().all(|width| *width >= 2.6));
        }
        assert!(widths(&[], 264.0).is_empty());
    }
}
