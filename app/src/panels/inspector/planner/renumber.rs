//! Another size or place for the selected subnet, and what that does to what stands in it, before it is done.

use egui::{ComboBox, Id, TextEdit, Ui};
use ipnet::{IpNet, Ipv4Net};
use vpcanvas_drawing::Token;
use vpcanvas_editor::actions::{Renumbered, renumber_subnet};
use vpcanvas_editor::range_advice;
use vpcanvas_model::cidr::{Sizes, free_blocks, nearest_free};
use vpcanvas_model::{FieldType, Properties, ResourceId};

use super::{Planner, small};
use crate::frame::Request;
use crate::panels::parts;
use crate::session::Tried;
use crate::theme::color;

/// So many of those concerned are named.
const MOST_NAMED: usize = 4;

impl Planner<'_> {
    pub(super) fn renumber(&self, ui: &mut Ui, subnet: &ResourceId) {
        let record = self.frame.state.workspace().committed().resource(subnet);
        let Some(Properties::Subnet(record)) = record.map(|record| &record.properties) else {
            return;
        };
        let Some(now) = record.cidr_block else { return };
        parts::subheading(ui, text!("plan-move"));
        let id = Id::unique(("renumber", subnet.as_str()));
        let draft: Option<String> = ui.data(|data| data.get_temp(id));
        let mut text = draft.unwrap_or_else(|| now.to_string());
        ui.horizontal(|ui| {
            self.size_of(ui, subnet, now, &mut text);
            let field = TextEdit::singleline(&mut text)
                .id(id)
                .font(egui::TextStyle::Monospace)
                .desired_width(ui.available_width() - 8.0);
            ui.add(field).accessible_name(text!("plan-move-range"));
        });
        if text.trim() == now.to_string() {
            ui.data_mut(|data| data.remove::<String>(id));
            return;
        }
        self.consequences(ui, subnet, &mut text);
        ui.data_mut(|data| data.insert_temp(id, text));
    }

    /// The sizes, each at the free place nearest to where the subnet is.
    fn size_of(&self, ui: &mut Ui, subnet: &ResourceId, now: Ipv4Net, text: &mut String) {
        let typed: Option<Ipv4Net> = text.trim().parse().ok();
        let length = typed.unwrap_or(now).prefix_len();
        let free = self.free_without(subnet);
        ComboBox::from_id_salt("another size")
            .selected_text(format!("/{length}"))
            .width(56.0)
            .show_ui(ui, |ui| {
                for other in Sizes::IPV4.lengths() {
                    let Some(block) = nearest_free(&free, other, now.network().into()) else {
                        continue;
                    };
                    if ui
                        .selectable_label(other == length, format!("/{other}"))
                        .clicked()
                    {
                        *text = block.to_string();
                    }
                }
            })
            .response
            .accessible_name(text!("plan-move-size"));
    }

    /// What is free where the subnet is not.
    fn free_without(&self, subnet: &ResourceId) -> Vec<IpNet> {
        let ranges = self.plan.ranges.iter();
        let free = ranges.flat_map(|range| {
            let taken = range.parts.iter().filter_map(|part| match part {
                vpcanvas_analysis::Part::Subnet(other) if other.id != *subnet => Some(other.block),
                _ => None,
            });
            free_blocks(range.range, &taken.collect::<Vec<_>>())
        });
        free.collect()
    }

    fn consequences(&self, ui: &mut Ui, subnet: &ResourceId, text: &mut String) {
        let committed = self.frame.state.workspace().committed();
        let advice = range_advice(committed, subnet, "CidrBlock", text);
        parts::field_error(ui, advice.problem.as_deref());
        if let Some(offered) = advice.offered {
            let title = text!("plan-use", block = offered.to_string());
            if parts::add_button(ui, &title, &title).clicked() {
                *text = offered.to_string();
            }
        }
        let Some(IpNet::V4(block)) = advice.block else {
            if advice.offered.is_none() {
                parts::field_error(ui, Some(&FieldType::Ipv4Cidr.expected()));
            }
            return;
        };
        let Some(renumbered) = renumber_subnet(committed, subnet, block.trunc()) else {
            return;
        };
        self.say(ui, &renumbered);
        self.buttons(ui, renumbered);
    }

    fn say(&self, ui: &mut Ui, renumbered: &Renumbered) {
        let name = |id: &ResourceId| self.frame.document().display_name(id).to_owned();
        let (moved, stranded) = (&renumbered.moved, &renumbered.stranded);
        if moved.is_empty() && stranded.is_empty() {
            ui.label(small(ui, text!("plan-stay")));
        }
        if !moved.is_empty() {
            let each = moved.iter();
            let each = each.map(|(id, from, to)| format!("{} {from} → {to}", name(id)));
            let words = text!("plan-moved", count = moved.len(), each = named(each));
            ui.label(small(ui, &words));
        }
        if !stranded.is_empty() {
            let each = stranded.iter();
            let each = each.map(|(id, at)| format!("{} {at}", name(id)));
            let words = text!("plan-stranded", count = stranded.len(), each = named(each));
            ui.colored_label(color(ui, Token::Error), words);
        }
        if !renumbered.mentions.is_empty() {
            let each = renumbered.mentions.iter().map(name);
            let words = text!("plan-mentions", each = named(each));
            ui.colored_label(color(ui, Token::Warning), words);
        }
    }

    fn buttons(&self, ui: &mut Ui, renumbered: Renumbered) {
        let transaction = renumbered.transaction;
        ui.horizontal(|ui| {
            let preview = ui.button(text!("plan-preview"));
            if preview.on_hover_text(text!("plan-preview-help")).clicked() {
                self.frame.ask(Request::Try(Box::new(Tried {
                    sort: text!("plan-sort"),
                    title: transaction.label.clone(),
                    transaction: transaction.clone(),
                })));
            }
            if ui.button(text!("plan-change")).clicked() {
                self.frame.ask(Request::Apply(Box::new(transaction)));
            }
        });
    }
}

/// The first few in words.
fn named(mut each: impl Iterator<Item = String>) -> String {
    let first: Vec<String> = each.by_ref().take(MOST_NAMED).collect();
    match each.count() {
        0 => first.join(", "),
        more => text!("plan-named", first = first.join(", "), more = more),
    }
}
