//! A new subnet in the planner: its size and zone are chosen, and the first free place, or the one that was clicked, is
//! offered.

use egui::{ComboBox, Id, Ui};
use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use vpcanvas_analysis::PlannedRange;
use vpcanvas_editor::actions::add_subnet;
use vpcanvas_editor::next_zone;
use vpcanvas_model::cidr::{Sizes, nearest_free, usable_count};

use super::{Planner, count};
use crate::frame::Request;
use crate::panels::inspector::suggestion;
use crate::panels::parts;

/// The size of a subnet nobody chose another for, where there is room for it.
const USUAL: u8 = 24;
/// The size of nearly every IPv6 block of a subnet (VPC-08).
const USUAL_IPV6: u8 = 64;

/// What is chosen for the next subnet of a VPC.
#[derive(Clone, Debug, Default)]
struct Chosen {
    length: Option<u8>,
    zone: Option<String>,
    block: Option<IpNet>,
    without_ipv6: bool,
}

impl Planner<'_> {
    fn chosen(&self, ui: &Ui) -> Chosen {
        ui.data(|data| data.get_temp(self.chosen_id()))
            .unwrap_or_default()
    }

    fn keep(&self, ui: &Ui, chosen: Chosen) {
        ui.data_mut(|data| data.insert_temp(self.chosen_id(), chosen));
    }

    fn chosen_id(&self) -> Id {
        Id::unique(("new subnet", self.vpc.as_str()))
    }

    /// Whether a free block is the place of the next subnet.
    pub(super) fn is_chosen(&self, ui: &Ui, block: IpNet) -> bool {
        self.chosen(ui).block == Some(block)
    }

    /// Makes a free block the place of the next subnet, or again none.
    pub(super) fn choose(&self, ui: &Ui, block: IpNet) {
        let chosen = self.chosen(ui);
        let is_it = chosen.block == Some(block);
        self.keep(
            ui,
            Chosen {
                block: (!is_it).then_some(block),
                ..chosen
            },
        );
    }

    fn free_blocks(&self, is_ipv4: bool) -> Vec<IpNet> {
        let free = self.plan.ranges.iter().flat_map(PlannedRange::free);
        free.filter(|block| block.addr().is_ipv4() == is_ipv4)
            .collect()
    }

    pub(super) fn new_subnet(&self, ui: &mut Ui) {
        let free = self.free_blocks(true);
        if free.is_empty() && self.free_blocks(false).is_empty() {
            return;
        }
        parts::subheading(ui, text!("plan-new"));
        let mut chosen = self.chosen(ui);
        ui.horizontal_wrapped(|ui| {
            sizes(ui, &free, &mut chosen);
            self.zones(ui, &mut chosen);
        });
        let ipv4 = ipv4_place(&free, &chosen);
        let offered = self.ipv6_place(&chosen);
        if let Some(block) = offered {
            let mut with_it = !chosen.without_ipv6;
            ui.checkbox(&mut with_it, text!("plan-with", block = block.to_string()));
            chosen.without_ipv6 = !with_it;
        }
        let ipv6 = offered.filter(|_| !chosen.without_ipv6);
        self.add_button(ui, (ipv4, ipv6), &mut chosen);
        self.keep(ui, chosen);
    }

    fn zones(&self, ui: &mut Ui, chosen: &mut Chosen) {
        let document = self.frame.document();
        let zone = self.zone(chosen);
        ComboBox::from_id_salt("zone of a new subnet")
            .selected_text(zone.as_deref().unwrap_or(text!("plan-no-zone")))
            .width(80.0)
            .show_ui(ui, |ui| {
                for (known, _) in suggestion::of(document, self.vpc, "AvailabilityZoneId") {
                    let is_it = zone.as_ref() == Some(&known);
                    if ui.selectable_label(is_it, &known).clicked() {
                        chosen.zone = Some(known);
                    }
                }
            })
            .response
            .accessible_name(text!("plan-new-zone"));
    }

    /// The zone that is chosen, else that with the fewest subnets.
    fn zone(&self, chosen: &Chosen) -> Option<String> {
        let next = || next_zone(self.frame.document(), self.vpc);
        chosen.zone.clone().or_else(next)
    }

    /// A block of the usual size where the VPC has IPv6: in the block that was clicked, else the first.
    fn ipv6_place(&self, chosen: &Chosen) -> Option<Ipv6Net> {
        let clicked = chosen.block.filter(|block| block.addr().is_ipv6());
        let free = clicked.map_or_else(|| self.free_blocks(false), |block| vec![block]);
        match first_of(&free, USUAL_IPV6)? {
            IpNet::V6(block) => Some(block),
            IpNet::V4(_) => None,
        }
    }

    fn add_button(
        &self,
        ui: &mut Ui,
        blocks: (Option<Ipv4Net>, Option<Ipv6Net>),
        chosen: &mut Chosen,
    ) {
        let place = match blocks {
            (Some(block), _) => block.to_string(),
            (None, Some(block)) => block.to_string(),
            (None, None) => return,
        };
        if !ui.button(text!("plan-add", block = place)).clicked() {
            return;
        }
        let workspace = self.frame.state.workspace();
        let added = add_subnet(
            workspace.committed(),
            workspace.committed_arrangement(),
            self.vpc,
            blocks,
            self.zone(chosen).as_deref(),
        );
        self.frame.ask(match added {
            Ok(transaction) => Request::Apply(Box::new(transaction)),
            Err(message) => Request::Say(message),
        });
        // The next one goes where there is room, in the zone that has the fewest then.
        (chosen.block, chosen.zone) = (None, None);
    }
}

/// The sizes there is room for.
fn sizes(ui: &mut Ui, free: &[IpNet], chosen: &mut Chosen) {
    let Some(length) = length(free, chosen) else {
        return;
    };
    let words = |length: u8| {
        let block = Ipv4Net::new(std::net::Ipv4Addr::UNSPECIFIED, length).ok();
        let usable = block.map_or(0, |block| usable_count(IpNet::V4(block)));
        text!("plan-size", length = length, usable = count(usable))
    };
    let largest = free.iter().map(IpNet::prefix_len).min().unwrap_or(length);
    ComboBox::from_id_salt("size of a new subnet")
        .selected_text(words(length))
        .width(120.0)
        .show_ui(ui, |ui| {
            for other in Sizes::IPV4.lengths().filter(|other| *other >= largest) {
                if ui.selectable_label(other == length, words(other)).clicked() {
                    chosen.length = Some(other);
                    let has_room = |block: &IpNet| block.prefix_len() <= other;
                    chosen.block = chosen.block.filter(has_room);
                }
            }
        })
        .response
        .accessible_name(text!("plan-new-size"));
}

/// The length that is chosen as far as there is room for it.
fn length(free: &[IpNet], chosen: &Chosen) -> Option<u8> {
    let clicked = chosen.block.filter(|block| block.addr().is_ipv4());
    let room = match clicked {
        Some(block) => block.prefix_len(),
        None => free.iter().map(IpNet::prefix_len).min()?,
    };
    let length = chosen.length.unwrap_or(USUAL).max(room);
    Sizes::IPV4.admit(length).then_some(length)
}

fn ipv4_place(free: &[IpNet], chosen: &Chosen) -> Option<Ipv4Net> {
    let clicked = chosen.block.filter(|block| block.addr().is_ipv4());
    let length = length(free, chosen)?;
    let free = clicked.map_or_else(|| free.to_vec(), |block| vec![block]);
    match first_of(&free, length)? {
        IpNet::V4(block) => Some(block),
        IpNet::V6(_) => None,
    }
}

/// The first block of a length in what is free.
fn first_of(free: &[IpNet], length: u8) -> Option<IpNet> {
    let block = free.iter().find(|block| block.prefix_len() <= length)?;
    nearest_free(std::slice::from_ref(block), length, block.network())
}
