//! The routes of a table, the local ones and those of gateway endpoints among them, with the one that wins for an address and
//! why each of the others does not.

use egui::{ComboBox, Id, TextEdit, Ui};
use serde_json::Value;
use vpcanvas_analysis::{RankedRoute, RouteRow, Standing, route_ranking};
use vpcanvas_drawing::{Icon, Token};
use vpcanvas_editor::actions::Step;
use vpcanvas_editor::rule_text::{ROUTE_TARGETS, destination_words, set_destination, set_target};
use vpcanvas_model::kind::route_table::{Route, RouteOrigin, RouteState};
use vpcanvas_model::{FieldType, Kind};

use super::rules::{Cell, Mark, card, records, remark, row};
use super::{Form, below};
use crate::panels::parts;

impl Form<'_> {
    pub(super) fn routes(&self, ui: &mut Ui, path: &[Step], value: Option<&Value>) {
        parts::field_label(ui, "Routes", text!("routes-help"));
        let routes: Vec<Route> = records(value);
        let typed = self.address(ui);
        let address = typed.trim().parse().ok();
        if address.is_none() && !typed.trim().is_empty() {
            parts::field_error(ui, Some(&FieldType::Ipv4Address.expected()));
        }
        let network = self.frame.answers.network();
        let Some(ranking) = route_ranking(network, self.id, address) else {
            return;
        };
        if let Some(doubt) = &ranking.doubt {
            remark(ui, Icon::Question, Token::Unknown, doubt);
        }
        let wins = |ranked: &RankedRoute| ranked.standing == Standing::Wins;
        if address.is_some() && !ranking.rows.iter().any(wins) {
            remark(ui, Icon::Cross, Token::Error, text!("routes-none"));
        }
        for (place, ranked) in ranking.rows.iter().enumerate() {
            ui.push_id(place, |ui| self.ranked(ui, path, &routes, ranked));
        }
        let add = parts::add_button(ui, text!("inspector-add"), text!("routes-add"));
        if add.clicked() {
            self.set(&below(path, routes.len()), row(&Route::default()));
        }
    }

    /// The address somebody asks about.
    fn address(&self, ui: &mut Ui) -> String {
        let id = Id::unique(("address", self.id.as_str()));
        let mut typed: String = ui.data(|data| data.get_temp(id)).unwrap_or_default();
        let field = TextEdit::singleline(&mut typed)
            .font(egui::TextStyle::Monospace)
            .hint_text(text!("routes-address-hint"))
            .desired_width(f32::INFINITY);
        ui.add(field).accessible_name(text!("routes-address"));
        ui.data_mut(|data| data.insert_temp(id, typed.clone()));
        typed
    }

    fn ranked(&self, ui: &mut Ui, path: &[Step], routes: &[Route], ranked: &RankedRoute) {
        let written = match &ranked.row {
            RouteRow::Written(place) => routes.get(*place).map(|route| (*place, route)),
            RouteRow::Local(_) | RouteRow::Installed { .. } => None,
        };
        let state = written.and_then(|(_, route)| route.state);
        let is_blackhole = state == Some(RouteState::Blackhole);
        let mark = match (&ranked.standing, is_blackhole) {
            (Standing::Wins, false) => Mark::Passes,
            (Standing::Wins, true) => Mark::Blocks,
            (Standing::Loses(_) | Standing::NotConcerned, _) => Mark::None,
        };
        card(ui, mark, |ui| {
            match (&ranked.row, written) {
                (_, Some((place, route))) => self.route(ui, &below(path, place), place, route),
                (RouteRow::Installed { endpoint, service }, _) => {
                    ui.monospace(service);
                    parts::resource_link(ui, self.frame, endpoint);
                }
                (RouteRow::Local(range), _) => {
                    ui.monospace(format!("{range} → local"));
                }
                (RouteRow::Written(_), None) => {}
            }
            match (&ranked.standing, is_blackhole) {
                (Standing::Wins, false) => {
                    remark(ui, Icon::Check, Token::Success, text!("routes-wins"));
                }
                (Standing::Wins, true) => {
                    remark(
                        ui,
                        Icon::Cross,
                        Token::Error,
                        text!("routes-wins-blackhole"),
                    );
                }
                (Standing::Loses(reason), _) => {
                    let words = text!("routes-loses", reason = reason.as_str());
                    remark(ui, Icon::Minus, Token::TextWeak, &words);
                }
                (Standing::NotConcerned, _) => {}
            }
        });
    }

    fn route(&self, ui: &mut Ui, at: &[Step], place: usize, route: &Route) {
        let name = text!("routes-route", number = place + 1);
        let room = ui.available_width();
        let mut problems = Vec::new();
        ui.horizontal(|ui| {
            problems.push(self.destination_cell(ui, at, route, (&name, room * 0.52)));
            problems.push(self.target_cell(ui, at, route, &name));
        });
        for problem in problems.into_iter().flatten() {
            parts::field_error(ui, Some(&problem));
        }
        ui.horizontal(|ui| {
            let origin = route.origin.map(RouteOrigin::as_str);
            self.word(ui, (at, "Origin"), RouteOrigin::WORDS, origin, &name);
            let state = route.state.map(RouteState::as_str);
            self.word(ui, (at, "State"), RouteState::WORDS, state, &name);
            let right = egui::Layout::right_to_left(egui::Align::Center);
            ui.with_layout(right, |ui| self.remove_button(ui, at, &name));
        });
    }

    fn destination_cell(
        &self,
        ui: &mut Ui,
        at: &[Step],
        route: &Route,
        (name, width): (&str, f32),
    ) -> Option<String> {
        let choices = || {
            let anywhere = ["0.0.0.0/0", "::/0"].map(|range| (range.to_owned(), range.to_owned()));
            let lists = self.candidates(&[Kind::PrefixList]);
            let lists = lists.map(|id| (id.to_string(), self.title_of(id)));
            anywhere.into_iter().chain(lists).collect()
        };
        let cell = Cell {
            at,
            key: "DestinationCidrBlock",
            name: text!("routes-destination-of", route = name),
            hint: text!("routes-destination"),
            width,
            now: destination_words(route),
            choices: Some(&choices),
            change: &|text| {
                let mut changed = route.clone();
                set_destination(self.document(), &mut changed, text)?;
                Ok(row(&changed))
            },
        };
        self.cell(ui, &cell)
    }

    fn target_cell(&self, ui: &mut Ui, at: &[Step], route: &Route, name: &str) -> Option<String> {
        let choices = || {
            let targets = self.candidates(ROUTE_TARGETS);
            let targets = targets.map(|id| (id.to_string(), self.title_of(id)));
            let local = std::iter::once(("local".to_owned(), "local".to_owned()));
            local.chain(targets).collect()
        };
        let cell = Cell {
            at,
            key: "Target",
            name: text!("routes-target-of", route = name),
            hint: text!("routes-target"),
            width: ui.available_width(),
            now: route.target().unwrap_or_default().to_owned(),
            choices: Some(&choices),
            change: &|text| {
                let mut changed = route.clone();
                set_target(self.document(), &mut changed, text)?;
                Ok(row(&changed))
            },
        };
        self.cell(ui, &cell)
    }

    /// One of the words a property takes.
    fn word(
        &self,
        ui: &mut Ui,
        (at, field): (&[Step], &'static str),
        words: &'static [&'static str],
        chosen: Option<&str>,
        name: &str,
    ) {
        let shown = chosen.or(words.first().copied()).unwrap_or_default();
        let combo = ComboBox::from_id_salt(field)
            .selected_text(word_title(shown))
            .width(72.0);
        let response = combo.show_ui(ui, |ui| {
            for word in words {
                if ui
                    .selectable_label(shown == *word, word_title(word))
                    .clicked()
                {
                    self.set(&below(at, field), Value::from(*word));
                }
            }
        });
        let name = text!("routes-word-of", field = field, route = name);
        response.response.accessible_name(name);
    }
}

/// What the console calls how a route came to be; other words are shown as they are.
fn word_title(word: &str) -> &str {
    match word {
        "CreateRoute" => text!("routes-static"),
        "CreateRouteTable" => text!("routes-of-table"),
        "EnableVgwRoutePropagation" => text!("routes-propagated"),
        "Advertisement" => text!("routes-advertised"),
        other => other,
    }
}
