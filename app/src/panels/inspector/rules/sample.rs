//! The packet that is thought of while rules are written: who is on the other side, and which service.

use egui::{Id, TextEdit, Ui};
use vpcanvas_analysis::{Direction, Outcome, Sample};
use vpcanvas_drawing::{Icon, Token};
use vpcanvas_editor::rule_text::read_service;
use vpcanvas_model::{Kind, Protocol};

use super::{BUTTON, remark};
use crate::panels::inspector::Form;
use crate::panels::parts;

/// The service that is thought of first.
const USUAL: &str = "tcp/443";

/// What is typed into the fields of the packet.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    pub(super) peer: String,
    pub(super) service: String,
    pub(super) is_outbound: bool,
}

impl Default for Typed {
    fn default() -> Self {
        Self {
            peer: String::new(),
            service: USUAL.to_owned(),
            is_outbound: false,
        }
    }
}

impl Typed {
    pub(super) fn direction(&self) -> Direction {
        if self.is_outbound {
            Direction::Egress
        } else {
            Direction::Ingress
        }
    }

    /// The packet, as far as a service can be read.
    pub(super) fn sample(&self) -> Option<Sample> {
        let service = read_service(&self.service).ok()?;
        let protocol = match service.protocol.as_str() {
            "tcp" | "6" => Protocol::Tcp,
            "udp" | "17" => Protocol::Udp,
            "icmp" | "icmpv6" | "1" | "58" => Protocol::Icmp,
            _ => return None,
        };
        let port = service.ports.map_or(0, |(port, _)| port);
        Some(Sample {
            peer: self.peer.clone(),
            protocol,
            port,
        })
    }
}

impl Form<'_> {
    /// Asks for the packet.
    pub(super) fn sample(&self, ui: &mut Ui) -> Typed {
        let id = Id::unique(("sample", self.id.as_str()));
        let mut typed: Typed = ui.data(|data| data.get_temp(id)).unwrap_or_default();
        parts::field_label(ui, text!("rules-try"), text!("rules-try-help"));
        ui.horizontal(|ui| {
            for (is_outbound, title) in [(false, text!("rules-in")), (true, text!("rules-out"))] {
                let is_it = typed.is_outbound == is_outbound;
                if ui.selectable_label(is_it, title).clicked() {
                    typed.is_outbound = is_outbound;
                }
            }
            let service = TextEdit::singleline(&mut typed.service)
                .font(egui::TextStyle::Monospace)
                .desired_width(ui.available_width());
            ui.add(service).accessible_name(text!("rules-try-service"));
        });
        ui.horizontal(|ui| {
            let peer = TextEdit::singleline(&mut typed.peer)
                .font(egui::TextStyle::Monospace)
                .hint_text(text!("rules-try-peer-hint"))
                .desired_width(ui.available_width() - BUTTON - ui.spacing().item_spacing.x);
            ui.add(peer).accessible_name(text!("rules-try-peer"));
            self.peers(ui, &mut typed);
        });
        ui.data_mut(|data| data.insert_temp(id, typed.clone()));
        typed
    }

    /// What of the design may be on the other side.
    fn peers(&self, ui: &mut Ui, typed: &mut Typed) {
        let name = text!("inspector-choose", field = text!("rules-try-peer"));
        let button = parts::icon_button(ui, Icon::ChevronDown, &name);
        egui::Popup::menu(&button).show(|ui| {
            let kinds = [
                Kind::Instance,
                Kind::NetworkInterface,
                Kind::VpcEndpoint,
                Kind::LoadBalancer,
            ];
            let list = egui::ScrollArea::vertical().max_height(320.0);
            list.show(ui, |ui| {
                for id in self.candidates(&kinds) {
                    if ui.button(self.title_of(id)).clicked() {
                        typed.peer = id.to_string();
                    }
                }
            });
        });
    }
}

/// What becomes of the packet, in icon and words.
pub(super) fn outcome(ui: &mut Ui, outcome: Outcome, words: &str) {
    let (icon, token) = match outcome {
        Outcome::Passes => (Icon::Check, Token::Success),
        Outcome::Blocks => (Icon::Cross, Token::Error),
        Outcome::Unknown => (Icon::Question, Token::Unknown),
    };
    remark(ui, icon, token, words);
}
