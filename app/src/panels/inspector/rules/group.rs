//! The rules of a security group as a table, with what becomes of a packet that is thought of.

use egui::Ui;
use serde_json::Value;
use vpcanvas_analysis::{preview_group, rule_marks};
use vpcanvas_drawing::{Icon, Token};
use vpcanvas_editor::actions::Step;
use vpcanvas_editor::rule_text::{
    SERVICES, peer_words, read_service, service_words, set_peer, set_service,
};
use vpcanvas_model::Kind;
use vpcanvas_model::kind::security_group::SecurityGroupRule;

use super::{BUTTON, Cell, Mark, WIDE, card, heading, records, remark, row, sample};
use crate::panels::inspector::{Form, below};
use crate::panels::parts;

/// A rule while it is shown.
struct Shown<'a> {
    rule: &'a SecurityGroupRule,
    at: Vec<Step>,
    /// Where a copy of it goes.
    next: Vec<Step>,
    /// What a screen reader calls it.
    name: String,
    mark: Mark,
    /// Why it could go.
    remark: Option<String>,
}

impl Form<'_> {
    pub(in crate::panels::inspector) fn group_rules(
        &self,
        ui: &mut Ui,
        path: &[Step],
        value: Option<&Value>,
    ) {
        let rules: Vec<SecurityGroupRule> = records(value);
        let network = self.frame.answers.network();
        let typed = self.sample(ui);
        let said = typed
            .sample()
            .and_then(|sample| preview_group(network, self.id, typed.direction(), &sample));
        if let Some(said) = &said {
            sample::outcome(ui, said.outcome, &said.sentence);
        }
        let matching = said.map(|said| said.matching).unwrap_or_default();
        let marks = rule_marks(network, self.id);
        for is_egress in [false, true] {
            let (title, add) = if is_egress {
                (text!("rules-outbound"), text!("rules-add-outbound"))
            } else {
                (text!("rules-inbound"), text!("rules-add-inbound"))
            };
            let next = below(path, rules.len());
            if heading(ui, title, add) {
                self.set(&next, row(&new_rule(is_egress)));
            }
            let own = rules.iter().enumerate();
            let own = own.filter(|(_, rule)| rule.is_egress.unwrap_or(false) == is_egress);
            for (place, rule) in own {
                let remark = marks.iter().find(|mark| mark.place == place);
                let shown = Shown {
                    rule,
                    at: below(path, place),
                    next: next.clone(),
                    name: text!("rules-rule", number = place + 1),
                    mark: if matching.contains(&place) {
                        Mark::Passes
                    } else {
                        Mark::None
                    },
                    remark: remark.map(|mark| mark.sentence.clone()),
                };
                ui.push_id(place, |ui| self.group_rule(ui, &shown));
            }
        }
    }

    fn group_rule(&self, ui: &mut Ui, shown: &Shown<'_>) {
        card(ui, shown.mark, |ui| {
            let room = ui.available_width();
            let mut problems = Vec::new();
            if room >= WIDE {
                ui.horizontal(|ui| {
                    problems.push(self.service_cell(ui, shown, 130.0));
                    problems.push(self.peer_cell(ui, shown, 190.0));
                    self.description_cell(ui, shown);
                });
            } else {
                ui.horizontal(|ui| {
                    problems.push(self.service_cell(ui, shown, room * 0.4));
                    problems.push(self.peer_cell(ui, shown, ui.available_width()));
                });
                ui.horizontal(|ui| self.description_cell(ui, shown));
            }
            for problem in problems.into_iter().flatten() {
                parts::field_error(ui, Some(&problem));
            }
            if shown.mark == Mark::Passes {
                remark(ui, Icon::Check, Token::Success, text!("rules-matches"));
            }
            if let Some(words) = &shown.remark {
                remark(ui, Icon::Info, Token::TextWeak, words);
            }
        });
    }

    fn service_cell(&self, ui: &mut Ui, shown: &Shown<'_>, width: f32) -> Option<String> {
        let rule = shown.rule;
        let cell = Cell {
            at: &shown.at,
            key: "IpProtocol",
            name: text!("rules-service-of", rule = shown.name.as_str()),
            hint: text!("rules-service"),
            width,
            now: service_words(rule.ip_protocol.as_deref(), rule.from_port, rule.to_port),
            choices: Some(&services),
            change: &|text| {
                let mut changed = rule.clone();
                set_service(&mut changed, &read_service(text)?);
                Ok(row(&changed))
            },
        };
        self.cell(ui, &cell)
    }

    fn peer_cell(&self, ui: &mut Ui, shown: &Shown<'_>, width: f32) -> Option<String> {
        let rule = shown.rule;
        let cell = Cell {
            at: &shown.at,
            key: "Peer",
            name: text!("rules-peer-of", rule = shown.name.as_str()),
            hint: text!("rules-peer"),
            width,
            now: peer_words(rule),
            choices: Some(&|| self.peers_of_rules()),
            change: &|text| {
                let mut changed = rule.clone();
                set_peer(self.document(), &mut changed, text)?;
                Ok(row(&changed))
            },
        };
        self.cell(ui, &cell)
    }

    fn description_cell(&self, ui: &mut Ui, shown: &Shown<'_>) {
        let rule = shown.rule;
        let gap = ui.spacing().item_spacing.x;
        let cell = Cell {
            at: &shown.at,
            key: "Description",
            name: text!("rules-description-of", rule = shown.name.as_str()),
            hint: text!("rules-description"),
            width: ui.available_width() - 2.0 * (BUTTON + gap),
            now: rule.description.clone().unwrap_or_default(),
            choices: None,
            change: &|text| {
                let description = Some(text.to_owned()).filter(|text| !text.is_empty());
                Ok(row(&SecurityGroupRule {
                    description,
                    ..rule.clone()
                }))
            },
        };
        self.cell(ui, &cell);
        self.row_buttons(ui, &shown.at, &row(rule), (&shown.next, &shown.name));
    }

    /// Everywhere, the ranges of the VPCs, and the groups and prefix lists of the design.
    fn peers_of_rules(&self) -> Vec<(String, String)> {
        let anywhere = ["0.0.0.0/0", "::/0"].map(|range| (range.to_owned(), range.to_owned()));
        let vpcs = self.document().resources().filter_map(|(id, resource)| {
            let vpcanvas_model::Properties::Vpc(vpc) = &resource.properties else {
                return None;
            };
            let range = vpc.cidr_block?.to_string();
            let title = format!("{range} · {}", self.document().display_name(id));
            Some((range, title))
        });
        let kinds = [Kind::SecurityGroup, Kind::PrefixList];
        let named = self.candidates(&kinds);
        let named = named.map(|id| (id.to_string(), self.title_of(id)));
        anywhere.into_iter().chain(vpcs).chain(named).collect()
    }
}

/// The services people know by name.
pub(super) fn services() -> Vec<(String, String)> {
    let services = SERVICES.iter();
    let entry =
        |(name, service): &(&str, &str)| ((*service).to_owned(), format!("{name} · {service}"));
    services.map(entry).collect()
}

/// A rule to begin with; who is on the other side is still to be said.
fn new_rule(is_egress: bool) -> SecurityGroupRule {
    let mut rule = SecurityGroupRule {
        is_egress: is_egress.then_some(true),
        ..SecurityGroupRule::default()
    };
    if let Ok(service) = read_service("tcp/443") {
        set_service(&mut rule, &service);
    }
    rule
}
