//! The rules of a network ACL by their numbers, with the first that decides about a connection that is thought of, there and
//! back.

use egui::{ComboBox, Ui};
use serde_json::Value;
use vpcanvas_analysis::{AclAnswer, AclPreview, Direction, Outcome, preview_acl};
use vpcanvas_drawing::{Icon, Token};
use vpcanvas_editor::actions::{Step, renumber_entries};
use vpcanvas_editor::rule_text::{
    entry_range_words, entry_service_words, read_service, set_entry_range, set_entry_service,
};
use vpcanvas_model::kind::network_acl::{NetworkAclEntry, RuleAction};

use super::{
    BUTTON, Cell, Mark, WIDE, card, group::services, heading, records, remark, row, sample,
};
use crate::frame::Request;
use crate::panels::inspector::{Form, below};
use crate::panels::parts;

/// From the number of one new rule to the next.
const GAP: u16 = 100;

/// A rule while it is shown.
struct Shown<'a> {
    entry: &'a NetworkAclEntry,
    at: Vec<Step>,
    /// Where a copy of it goes.
    next: Vec<Step>,
    /// What a screen reader calls it.
    name: String,
    mark: Mark,
}

impl Form<'_> {
    pub(in crate::panels::inspector) fn acl_entries(
        &self,
        ui: &mut Ui,
        path: &[Step],
        value: Option<&Value>,
    ) {
        let entries: Vec<NetworkAclEntry> = records(value);
        let network = self.frame.answers.network();
        let typed = self.sample(ui);
        let said = typed
            .sample()
            .and_then(|sample| preview_acl(network, self.id, typed.direction(), &sample));
        if let Some(said) = &said {
            answers(ui, said);
        }
        self.renumber_buttons(ui);
        for direction in [Direction::Ingress, Direction::Egress] {
            let answers = said.iter().flat_map(|said| [&said.request, &said.reply]);
            let answer = answers
                .into_iter()
                .find(|answer| answer.direction == direction);
            self.acl_direction(ui, path, &entries, (direction, answer));
        }
    }

    fn renumber_buttons(&self, ui: &mut Ui) {
        ui.horizontal(|ui| {
            for gap in [100, 10] {
                let title = text!("rules-renumber", gap = gap);
                if parts::add_button(ui, &title, &title).clicked() {
                    let committed = self.frame.state.workspace().committed();
                    if let Some(transaction) = renumber_entries(committed, self.id, gap) {
                        self.frame.ask(Request::Apply(Box::new(transaction)));
                    }
                }
            }
        });
    }

    fn acl_direction(
        &self,
        ui: &mut Ui,
        path: &[Step],
        entries: &[NetworkAclEntry],
        (direction, answer): (Direction, Option<&AclAnswer>),
    ) {
        let is_egress = direction == Direction::Egress;
        let (title, add) = if is_egress {
            (text!("rules-outbound"), text!("rules-add-outbound"))
        } else {
            (text!("rules-inbound"), text!("rules-add-inbound"))
        };
        let own = entries.iter().enumerate();
        let own = own.filter(|(_, entry)| entry.egress.unwrap_or(false) == is_egress);
        let mut own: Vec<(usize, &NetworkAclEntry)> = own.collect();
        own.sort_by_key(|(_, entry)| entry.rule_number.unwrap_or(u16::MAX));
        let next = below(path, entries.len());
        if heading(ui, title, add) {
            self.set(&next, row(&new_entry(is_egress, &own)));
        }
        for (place, entry) in own {
            let number = entry.rule_number.unwrap_or_default();
            let shown = Shown {
                entry,
                at: below(path, place),
                next: next.clone(),
                name: text!("rules-rule-numbered", number = number, direction = title),
                mark: mark(answer, Some(number), entry.rule_action),
            };
            ui.push_id(place, |ui| self.acl_entry(ui, &shown));
        }
        let last = mark(answer, None, Some(RuleAction::Deny));
        card(ui, last, |ui| {
            ui.label(text!("rules-last"));
            decides(ui, last);
        });
    }

    fn acl_entry(&self, ui: &mut Ui, shown: &Shown<'_>) {
        card(ui, shown.mark, |ui| {
            let room = ui.available_width();
            let mut problems = Vec::new();
            ui.horizontal(|ui| {
                problems.push(self.number_cell(ui, shown));
                self.action(ui, shown);
                let width = if room >= WIDE {
                    130.0
                } else {
                    ui.available_width()
                };
                problems.push(self.acl_service_cell(ui, shown, width));
                if room >= WIDE {
                    problems.push(self.range_cell(ui, shown));
                }
            });
            if room < WIDE {
                ui.horizontal(|ui| problems.push(self.range_cell(ui, shown)));
            }
            for problem in problems.into_iter().flatten() {
                parts::field_error(ui, Some(&problem));
            }
            decides(ui, shown.mark);
        });
    }

    fn number_cell(&self, ui: &mut Ui, shown: &Shown<'_>) -> Option<String> {
        let entry = shown.entry;
        let number = entry.rule_number.map(|number| number.to_string());
        let cell = Cell {
            at: &shown.at,
            key: "RuleNumber",
            name: text!("rules-number-of", rule = shown.name.as_str()),
            hint: text!("rules-number"),
            width: 56.0,
            now: number.unwrap_or_default(),
            choices: None,
            change: &|text| {
                let number = text.trim().parse().ok().filter(|number| *number > 0);
                let rule_number = Some(number.ok_or_else(|| text!("rules-number-expected"))?);
                Ok(row(&NetworkAclEntry {
                    rule_number,
                    ..entry.clone()
                }))
            },
        };
        self.cell(ui, &cell)
    }

    fn action(&self, ui: &mut Ui, shown: &Shown<'_>) {
        let chosen = shown.entry.rule_action;
        let combo = ComboBox::from_id_salt("action")
            .selected_text(chosen.map_or("", RuleAction::as_str))
            .width(62.0);
        let response = combo.show_ui(ui, |ui| {
            for action in [RuleAction::Allow, RuleAction::Deny] {
                let is_it = chosen == Some(action);
                if ui.selectable_label(is_it, action.as_str()).clicked() {
                    let changed = NetworkAclEntry {
                        rule_action: Some(action),
                        ..shown.entry.clone()
                    };
                    self.set(&shown.at, row(&changed));
                }
            }
        });
        let name = text!("rules-action-of", rule = shown.name.as_str());
        response.response.accessible_name(name);
    }

    fn acl_service_cell(&self, ui: &mut Ui, shown: &Shown<'_>, width: f32) -> Option<String> {
        let entry = shown.entry;
        let cell = Cell {
            at: &shown.at,
            key: "Protocol",
            name: text!("rules-service-of", rule = shown.name.as_str()),
            hint: text!("rules-service"),
            width,
            now: entry_service_words(entry),
            choices: Some(&services),
            change: &|text| {
                let mut changed = entry.clone();
                set_entry_service(&mut changed, &read_service(text)?);
                Ok(row(&changed))
            },
        };
        self.cell(ui, &cell)
    }

    fn range_cell(&self, ui: &mut Ui, shown: &Shown<'_>) -> Option<String> {
        let entry = shown.entry;
        let gap = ui.spacing().item_spacing.x;
        let cell = Cell {
            at: &shown.at,
            key: "CidrBlock",
            name: text!("rules-peer-of", rule = shown.name.as_str()),
            hint: text!("rules-range"),
            width: ui.available_width() - 2.0 * (BUTTON + gap),
            now: entry_range_words(entry),
            choices: None,
            change: &|text| {
                let mut changed = entry.clone();
                set_entry_range(&mut changed, text)?;
                Ok(row(&changed))
            },
        };
        let problem = self.cell(ui, &cell);
        let copy = NetworkAclEntry {
            rule_number: entry.rule_number.map(|number| number.saturating_add(1)),
            ..entry.clone()
        };
        self.row_buttons(ui, &shown.at, &row(&copy), (&shown.next, &shown.name));
        problem
    }
}

/// The answers about the request and the reply.
fn answers(ui: &mut Ui, said: &AclPreview) {
    let request = text!("rules-request", answer = said.request.sentence.as_str());
    sample::outcome(ui, said.request.outcome, &request);
    let reply = text!("rules-reply", answer = said.reply.sentence.as_str());
    sample::outcome(ui, said.reply.outcome, &reply);
    if said.reply.outcome != Outcome::Passes {
        parts::hint(ui, text!("rules-reply-ports"));
    }
}

/// What a rule does to the packet: only the one that decides does anything.
fn mark(answer: Option<&AclAnswer>, number: Option<u16>, action: Option<RuleAction>) -> Mark {
    let decides = answer.is_some_and(|answer| answer.deciding.contains(&number));
    match (decides, action) {
        (false, _) => Mark::None,
        (true, Some(RuleAction::Allow)) => Mark::Passes,
        (true, Some(RuleAction::Deny) | None) => Mark::Blocks,
    }
}

fn decides(ui: &mut Ui, mark: Mark) {
    match mark {
        Mark::None => {}
        Mark::Passes => remark(
            ui,
            Icon::Check,
            Token::Success,
            text!("rules-decides-allow"),
        ),
        Mark::Blocks => remark(ui, Icon::Cross, Token::Error, text!("rules-decides-deny")),
    }
}

/// A rule behind those there are.
fn new_entry(is_egress: bool, others: &[(usize, &NetworkAclEntry)]) -> NetworkAclEntry {
    const LAST: u16 = 32766;
    let numbers = others.iter().filter_map(|(_, entry)| entry.rule_number);
    let last = numbers.filter(|number| *number <= LAST).max().unwrap_or(0);
    let mut entry = NetworkAclEntry {
        rule_number: Some((last / GAP).saturating_add(1).saturating_mul(GAP).min(LAST)),
        egress: is_egress.then_some(true),
        rule_action: Some(RuleAction::Allow),
        ..NetworkAclEntry::default()
    };
    if let Ok(service) = read_service("tcp/443") {
        set_entry_service(&mut entry, &service);
    }
    entry
}
