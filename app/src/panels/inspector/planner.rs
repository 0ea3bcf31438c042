//! The subnet planner: how the ranges of the selected VPC, or of the VPC of a selected subnet, are used, and where there is
//! room for another subnet.
//!
//! How the ranges are used is an answer of the analysis; nothing is counted here.

mod bar;
mod new_subnet;
mod renumber;

use egui::{Align, Layout, RichText, Ui};
use ipnet::IpNet;
use vpcanvas_analysis::{AddressPlan, Part, PlannedRange, PlannedSubnet, address_plan};
use vpcanvas_drawing::{Font, Size, Token};
use vpcanvas_model::cidr::address_count;
use vpcanvas_model::{Kind, ResourceId};

use crate::frame::FrameContext;
use crate::panels::parts;
use crate::theme::{color, font};

/// So many parts of a range are listed.
const MOST_PARTS: usize = 64;
/// So many VPCs are shown beside each other.
const MOST_VPCS: usize = 4;

/// Shows the plans of the VPCs that are selected, or in which selected subnets lie.
pub(super) fn show(ui: &mut Ui, frame: &FrameContext<'_>) {
    let mut vpcs: Vec<&ResourceId> = Vec::new();
    for id in frame.selection() {
        let vpc = vpc_of(frame, id).filter(|vpc| !vpcs.contains(vpc));
        vpcs.extend(vpc);
        if vpcs.len() == MOST_VPCS {
            break;
        }
    }
    for vpc in vpcs {
        ui.push_id(vpc, |ui| of_vpc(ui, frame, vpc));
    }
}

/// The VPC whose plan belongs to what is selected.
fn vpc_of<'a>(frame: &'a FrameContext<'_>, id: &'a ResourceId) -> Option<&'a ResourceId> {
    match frame.document().resource(id)?.kind() {
        Kind::Vpc => Some(id),
        Kind::Subnet => frame.document().parent(id),
        _ => None,
    }
}

fn of_vpc(ui: &mut Ui, frame: &FrameContext<'_>, vpc: &ResourceId) {
    let name = frame.document().display_name(vpc);
    let title = text!("plan-of", vpc = name);
    let room = ui.available_width() - ui.spacing().indent;
    let title = parts::cut(ui, room, title, font(Font::Medium, 12.5));
    let header = egui::CollapsingHeader::new(title)
        .id_salt("address plan")
        .default_open(true);
    header.show_unindented(ui, |ui| {
        let plan = address_plan(frame.answers.network(), vpc);
        let planner = Planner { frame, vpc, plan };
        planner.ranges(ui);
        if let [subnet] = frame.selection()
            && subnet != vpc
        {
            planner.renumber(ui, subnet);
        }
        planner.new_subnet(ui);
    });
    ui.add_space(Size::SpaceSmall.points());
}

/// The plan of one VPC while it is shown.
struct Planner<'a> {
    frame: &'a FrameContext<'a>,
    vpc: &'a ResourceId,
    plan: AddressPlan,
}

impl Planner<'_> {
    fn ranges(&self, ui: &mut Ui) {
        if self.plan.ranges.is_empty() {
            parts::hint(ui, text!("plan-no-range"));
        }
        for range in &self.plan.ranges {
            ui.push_id(range.range, |ui| self.range(ui, range));
        }
        for subnet in &self.plan.outside {
            self.subnet(ui, subnet, Some(text!("plan-outside")));
        }
    }

    fn range(&self, ui: &mut Ui, range: &PlannedRange) {
        let is_ipv4 = range.range.addr().is_ipv4();
        let free = text!("plan-free", room = measure(is_ipv4, range.free_count()));
        let all = text!("plan-of-all", room = room(range.range));
        row(
            ui,
            |ui| {
                ui.label(mono(ui, &range.range.to_string(), Token::TextStrong));
            },
            |ui| {
                ui.label(small(ui, &free)).on_hover_text(all);
            },
        );
        self.bar(ui, range);
        ui.scope(|ui| {
            ui.spacing_mut().interact_size.y = LINE;
            // What can be chosen stands in one line with its mark and its size.
            ui.spacing_mut().button_padding = egui::vec2(4.0, 0.0);
            ui.spacing_mut().item_spacing.y = Size::SpaceTiny.points();
            for part in range.parts.iter().take(MOST_PARTS) {
                match part {
                    Part::Subnet(subnet) => self.subnet(ui, subnet, None),
                    Part::Free(block) => self.free(ui, *block),
                }
            }
        });
        let more = range.parts.len().saturating_sub(MOST_PARTS);
        if more > 0 {
            parts::hint(ui, &text!("plan-more", count = more));
        }
        ui.add_space(Size::SpaceSmall.points());
    }

    fn subnet(&self, ui: &mut Ui, subnet: &PlannedSubnet, matter: Option<&str>) {
        let is_wrong = matter.is_some() || !subnet.overlaps.is_empty();
        row(
            ui,
            |ui| {
                let token = if is_wrong {
                    Token::Error
                } else {
                    Token::PrivateSubnetHeader
                };
                swatch(ui, token, true);
                parts::resource_name(ui, self.frame, &subnet.id);
            },
            |ui| {
                ui.label(mono(ui, &subnet.block.to_string(), Token::Text));
            },
        );
        let zone = subnet.zone.as_deref().unwrap_or(text!("plan-no-zone"));
        let words = text!("plan-subnet", zone = zone, fill = fill(subnet));
        ui.horizontal(|ui| {
            ui.add_space(INDENT);
            ui.label(small(ui, &words));
        });
        let overlaps = subnet.overlaps.iter();
        let overlaps: Vec<&str> = overlaps
            .map(|other| self.frame.document().display_name(other))
            .collect();
        let overlap =
            (!overlaps.is_empty()).then(|| text!("plan-overlaps", others = overlaps.join(", ")));
        parts::field_error(ui, overlap.as_deref().or(matter));
    }

    /// A free block; a click makes it the place of the next subnet.
    fn free(&self, ui: &mut Ui, block: IpNet) {
        let is_chosen = self.is_chosen(ui, block);
        let room = room(block);
        let name = text!(
            "plan-place-at",
            block = block.to_string(),
            room = room.as_str()
        );
        row(
            ui,
            |ui| {
                swatch(ui, Token::TextWeak, false);
                let text = mono(ui, &block.to_string(), Token::Text);
                let choice = ui.selectable_label(is_chosen, text);
                let choice = choice.accessible_name(&name);
                if choice.on_hover_text(text!("plan-place")).clicked() {
                    self.choose(ui, block);
                }
            },
            |ui| {
                ui.label(small(ui, &room));
            },
        );
    }
}

/// The height of a line of the list.
const LINE: f32 = 18.0;
/// The room before what belongs to the line above.
const INDENT: f32 = 16.0;

/// A line with something at its right end that keeps its room.
fn row(ui: &mut Ui, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            right(ui);
            ui.with_layout(Layout::left_to_right(Align::Center), left);
        });
    });
}

/// The mark of a part in the list, which looks like the part in the bar.
fn swatch(ui: &mut Ui, token: Token, is_filled: bool) {
    let side = 10.0;
    let (rect, _) = ui.allocate_exact_size(egui::vec2(side, side), egui::Sense::hover());
    let ink = color(ui, token);
    if is_filled {
        ui.painter().rect_filled(rect, 2.0, ink);
    } else {
        let stroke = egui::Stroke::new(1.0, ink);
        let inside = egui::StrokeKind::Inside;
        ui.painter().rect_stroke(rect, 2.0, stroke, inside);
    }
}

fn mono(ui: &Ui, text: &str, token: Token) -> RichText {
    RichText::new(text)
        .font(font(Font::Mono, 11.5))
        .color(color(ui, token))
}

fn small(ui: &Ui, text: &str) -> RichText {
    RichText::new(text)
        .small()
        .color(color(ui, Token::TextWeak))
}

/// How full a subnet is: `3 of 251 addresses taken`. Nobody counts what is left of an IPv6 block.
fn fill(subnet: &PlannedSubnet) -> String {
    let taken = count(subnet.taken);
    match subnet.block {
        IpNet::V4(_) => text!("plan-fill", taken = taken, usable = count(subnet.usable)),
        IpNet::V6(_) => text!("plan-taken", taken = taken),
    }
}

/// The first and last address of a block, and how many there are.
pub(super) fn extent(block: IpNet) -> String {
    let (first, last) = (block.network().to_string(), block.broadcast().to_string());
    text!(
        "plan-extent",
        first = first,
        last = last,
        room = room(block)
    )
}

/// How much there is in a block: `1,024 addresses`, or as IPv6 is given out, `256 blocks of /64`.
fn room(block: IpNet) -> String {
    measure(block.addr().is_ipv4(), address_count(block))
}

/// A number of addresses in the unit people count in.
fn measure(is_ipv4: bool, addresses: u128) -> String {
    if is_ipv4 {
        text!("plan-addresses", count = count(addresses))
    } else {
        text!("plan-blocks", count = count(addresses >> 64))
    }
}

/// A number for people: `65,536`.
fn count(number: u128) -> String {
    let digits = number.to_string();
    let mut words = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            words.push(',');
        }
        words.push(digit);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_measured_as_people_count() {
        let words = |block: &str| room(block.parse().unwrap());
        assert_eq!(words("10.0.0.0/28"), "16 addresses");
        assert_eq!(words("10.0.0.0/8"), "16,777,216 addresses");
        assert_eq!(words("2001:db8::/56"), "256 blocks of /64");
    }
}
