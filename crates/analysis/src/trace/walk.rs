//! The way of a packet, hop by hop, and of the reply to it.
//!
//! Every hop is a place; the kind of hop decides which place is next, each in a file of its own. What translates, what drops
//! the identity of the sender and what has to see both ways is remembered on the way there, for the way back. After a blocker
//! the walk goes on as if it were open, as long as it can be told where to. It does not know who answers: that is for the
//! caller.

use std::{cell::Cell, net::IpAddr};

use vpcanvas_model::{Kind, Protocol, ResourceId};
use vpcanvas_network::{Interface, Network};

use super::{
    Decision, Outcome, Path, Step,
    asymmetry::{self, Crossing},
    path::At,
    start, subnet, transit_gateway,
    vpc::at,
    vpn,
};
use crate::{
    Code, Explanation,
    packet::{Packet, Ports},
    route::Sought,
};

/// More places than any design that works needs; AWS itself gives up after 255.
const MOST_PLACES: usize = 64;

/// Whether a walk is that of the request or of its reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    There,
    Back,
}

/// Who begins.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Origin<'n> {
    /// An interface; its groups are asked.
    Interface(&'n Interface),
    /// The node of a load balancer, on behalf of a client whose address it keeps (section 2.8).
    Node {
        node: &'n Interface,
        client: Option<&'n Interface>,
    },
    /// Somebody in the internet, through one internet gateway where the question names it.
    Internet { gateway: Option<&'n ResourceId> },
    /// Somebody in an on-premises network.
    OnPremises { network: &'n ResourceId },
    /// Whoever is behind a transit gateway, of whom no address is known.
    TransitGateway { gateway: &'n ResourceId },
}

impl<'n> Origin<'n> {
    /// The interface whose groups filters on the way see.
    pub(crate) fn identity(self) -> Option<&'n Interface> {
        match self {
            Self::Interface(interface) => Some(interface),
            Self::Node { client, .. } => client,
            Self::Internet { .. } | Self::OnPremises { .. } | Self::TransitGateway { .. } => None,
        }
    }

    /// The interface that sends.
    pub(crate) fn interface(self) -> Option<&'n Interface> {
        match self {
            Self::Interface(interface)
            | Self::Node {
                node: interface, ..
            } => Some(interface),
            Self::Internet { .. } | Self::OnPremises { .. } | Self::TransitGateway { .. } => None,
        }
    }
}

/// Who takes a packet in the end.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Reached<'n> {
    /// An interface in a VPC.
    Interface(&'n Interface),
    /// The internet, through an internet gateway of a VPC.
    Internet {
        gateway: &'n ResourceId,
        vpc: &'n ResourceId,
    },
    /// An on-premises network, through a gateway with a VPN connection.
    OnPremises {
        network: &'n ResourceId,
        connection: &'n ResourceId,
    },
    /// A service of the VPC beside the interface that asks it, which no filter or route table sees (SG-07).
    Nearby(&'n Interface),
    /// A service of AWS, through a gateway endpoint.
    Service {
        endpoint: &'n ResourceId,
        vpc: &'n ResourceId,
    },
}

/// How a walk ends.
pub(crate) struct Arrival<'n> {
    /// Who takes the packet; `None` where it gets lost.
    pub(crate) reached: Option<Reached<'n>>,
    /// The packet as it arrives.
    pub(crate) packet: Packet,
    /// The interface that filters at the destination still know it is from.
    pub(crate) sender: Option<&'n Interface>,
}

/// Something in a subnet that sends packets: an interface, or what a gateway has there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stand<'n> {
    pub(crate) component: &'n ResourceId,
    pub(crate) kind: &'static str,
    pub(crate) subnet: &'n ResourceId,
    pub(crate) vpc: &'n ResourceId,
    pub(crate) zone: Option<&'n str>,
}

impl<'n> Stand<'n> {
    pub(crate) fn of(interface: &'n Interface) -> Self {
        Self {
            component: &interface.owner,
            kind: at(interface).kind,
            subnet: &interface.subnet,
            vpc: &interface.vpc,
            zone: interface.zone.as_deref(),
        }
    }

    pub(crate) fn at(&self) -> At<'n> {
        At {
            component: self.component,
            kind: self.kind,
        }
    }
}

/// Where a packet is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place<'n> {
    /// It has been sent into a subnet.
    Sent(Stand<'n>),
    /// It has been let into a VPC by a gateway, and is for an address there.
    Entering {
        vpc: &'n ResourceId,
        gateway: At<'n>,
    },
    /// It is in a transit gateway, having come in by an attachment.
    InTransit {
        gateway: &'n ResourceId,
        attachment: &'n ResourceId,
    },
    /// It has come to a VPN connection from a gateway.
    InTunnel { connection: &'n ResourceId },
    /// Somebody takes it.
    Reached(Reached<'n>),
    /// It is gone, or nobody knows where.
    Nowhere,
}

/// Addresses or ports that were changed on the way there, and have to be changed back.
#[derive(Clone, Copy, Debug)]
struct Translation<'n> {
    by: &'n ResourceId,
    before: Packet,
    after: Packet,
}

/// Why filters cannot know any more whose groups the sender has (SG-04).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lost<'n> {
    pub(crate) by: &'n ResourceId,
    pub(crate) code: Code,
    pub(crate) reference: &'static str,
}

/// A walk under way.
pub(crate) struct Walk<'n> {
    pub(crate) network: &'n Network,
    pub(crate) path: Path,
    pub(crate) way: Way,
    pub(crate) packet: Packet,
    pub(crate) origin: Origin<'n>,
    /// The service of AWS that is meant, where its addresses are not known.
    pub(crate) service: Option<&'n str>,
    /// The VPC that is meant, where the address does not tell.
    pub(crate) meant: Option<&'n ResourceId>,
    /// Where the sender's identity was lost.
    pub(crate) lost: Option<Lost<'n>>,
    /// What was crossed on this way, in order.
    pub(crate) crossings: Vec<Crossing<'n>>,
    /// What was crossed on the way there, while on the way back.
    pub(crate) crossed_there: Vec<Crossing<'n>>,
    translations: Vec<Translation<'n>>,
    /// Where the packet has been, to notice circles.
    visited: Vec<(&'n ResourceId, &'n ResourceId, Packet)>,
    /// What was found last at an address of a VPC: each subnet border asks for the same.
    found: Cell<Option<Found<'n>>>,
}

/// Who stands at an address of a VPC.
type Found<'n> = (&'n ResourceId, IpAddr, Option<&'n Interface>);

/// What is sent, by whom and what for.
#[derive(Clone, Copy)]
pub(crate) struct Trip<'n> {
    pub(crate) origin: Origin<'n>,
    pub(crate) packet: Packet,
    /// The service of AWS that is meant, by its full name, where its addresses are not in the design.
    pub(crate) service: Option<&'n str>,
    /// The VPC that is meant, for a private address that is sent to from the internet.
    pub(crate) vpc: Option<&'n ResourceId>,
}

/// Follows a packet from its origin to whoever takes it, and the reply back.
pub(crate) fn walk<'n>(network: &'n Network, trip: Trip<'n>) -> (Path, Arrival<'n>) {
    walk_along(network, trip, Path::default())
}

/// The same on a path that nothing has been asked on yet.
pub(crate) fn walk_along<'n>(
    network: &'n Network,
    trip: Trip<'n>,
    path: Path,
) -> (Path, Arrival<'n>) {
    let Trip {
        origin,
        packet,
        service,
        vpc,
    } = trip;
    let mut walk = Walk {
        network,
        path,
        way: Way::There,
        packet,
        origin,
        service,
        meant: vpc,
        lost: None,
        crossings: Vec::new(),
        crossed_there: Vec::new(),
        translations: Vec::new(),
        visited: Vec::new(),
        found: Cell::new(None),
    };
    let place = start::begin(&mut walk);
    let reached = walk.follow(place);
    let arrival = Arrival {
        reached,
        packet: walk.packet,
        sender: origin.identity().filter(|_| walk.lost.is_none()),
    };
    if let Some(reached) = reached {
        walk.come_back(reached);
    }
    (walk.path, arrival)
}

impl<'n> Walk<'n> {
    fn follow(&mut self, mut place: Place<'n>) -> Option<Reached<'n>> {
        for _ in 0..MOST_PLACES {
            place = match place {
                Place::Sent(stand) => subnet::leave(self, stand),
                Place::Entering { vpc, gateway } => subnet::enter(self, vpc, None, gateway),
                Place::InTransit {
                    gateway,
                    attachment,
                } => transit_gateway::pass(self, gateway, attachment),
                Place::InTunnel { connection } => vpn::pass(self, connection),
                Place::Reached(reached) => return Some(reached),
                Place::Nowhere => return None,
            };
        }
        None
    }

    /// The reply: from whoever took the packet to whoever sent it.
    fn come_back(&mut self, from: Reached<'n>) {
        if matches!(self.origin, Origin::TransitGateway { .. }) {
            return start::warn_of_one_way(self);
        }
        self.way = Way::Back;
        self.packet = self.packet.reply();
        self.crossed_there = std::mem::take(&mut self.crossings);
        self.visited.clear();
        let place = start::begin_reply(self, from);
        let reached = self.follow(place);
        start::end_reply(self, reached);
        asymmetry::compare(self);
    }

    /// Records a step.
    pub(crate) fn ask(&mut self, at: At<'_>, step: Step) {
        match self.way {
            Way::There => self.path.ask(at, step),
            Way::Back => self.path.ask_back(at, step),
        }
    }

    /// Records a step of a component about itself.
    pub(crate) fn note(
        &mut self,
        at: At<'_>,
        decision: Decision,
        outcome: Outcome,
        reference: &'static str,
    ) {
        let step = Step::new(at.component, decision, outcome, self.packet, reference);
        self.ask(at, step);
    }

    /// Records that a component passes the packet on.
    pub(crate) fn pass_on(&mut self, at: At<'_>, to: &ResourceId, reference: &'static str) {
        let decision = Decision::PassedOn { to: to.clone() };
        self.note(at, decision, Outcome::Passes, reference);
    }

    /// Records that a component is in a state in which it carries nothing.
    pub(crate) fn refuse_state(
        &mut self,
        at: At<'_>,
        state: &'static str,
        explanation: Explanation,
    ) {
        let decision = Decision::State { state };
        self.note(at, decision, Outcome::Blocks, explanation.reference);
        self.explain(explanation);
    }

    /// Records that a component does not carry the packet, for whatever reason the explanation gives.
    pub(crate) fn refuse(&mut self, at: At<'_>, explanation: Explanation) {
        let outcome = if explanation.leaves_open() {
            Outcome::Unknown
        } else {
            Outcome::Blocks
        };
        self.note(at, Decision::Refused, outcome, explanation.reference);
        self.explain(explanation);
    }

    pub(crate) fn explain(&mut self, explanation: Explanation) {
        if !self.path.explanations.contains(&explanation) {
            self.path.explain(explanation);
        }
    }

    pub(crate) fn warn(&mut self, warning: Explanation) {
        if !self.path.warnings.contains(&warning) {
            self.path.warn(warning);
        }
    }

    /// Who stands at an address of a VPC.
    pub(crate) fn interface_at(
        &self,
        vpc: &'n ResourceId,
        address: IpAddr,
    ) -> Option<&'n Interface> {
        match self.found.get() {
            Some((known, at, found)) if at == address && known == vpc => found,
            _ => {
                let found = self.network.interface_at(vpc, address);
                self.found.set(Some((vpc, address, found)));
                found
            }
        }
    }

    /// Where the packet is to go, as route tables see it.
    pub(crate) fn sought(&self) -> Sought<'n> {
        Sought {
            address: self.packet.destination,
            service: self.service.filter(|_| self.way == Way::There),
        }
    }

    /// Changes the packet, and remembers it on the way there.
    pub(crate) fn translate(&mut self, at: At<'n>, after: Packet, reference: &'static str) {
        let before = self.packet;
        self.remember(at.component, before, after);
        if before != after {
            let step = Step::translating(at.component, before, after, reference);
            self.ask(at, step);
            self.packet = after;
        }
    }

    fn remember(&mut self, by: &'n ResourceId, before: Packet, after: Packet) {
        if self.way == Way::There {
            self.translations.push(Translation { by, before, after });
        }
    }

    /// Changes a reply back as the request was changed; says whether the component knows the flow.
    pub(crate) fn translate_back(&mut self, at: At<'n>, reference: &'static str) -> bool {
        let Some(known) = self.translation_by(at.component) else {
            return false;
        };
        let after = known.before.reply();
        if after != self.packet {
            let step = Step::translating(at.component, self.packet, after, reference);
            self.ask(at, step);
            self.packet = after;
        }
        true
    }

    fn translation_by(&self, by: &ResourceId) -> Option<Translation<'n>> {
        let back = |known: &&Translation<'n>| {
            self.way == Way::Back && known.by == by && known.after.reply() == self.packet
        };
        self.translations.iter().find(back).copied()
    }

    /// The NAT gateway on the way there that sends under the address this reply is for (PCX-12).
    pub(crate) fn translator(&self) -> Option<&'n ResourceId> {
        let mut known = self.translations.iter();
        let known = known.find(|known| {
            self.way == Way::Back
                && known.after.source == self.packet.destination
                && self.network.kind(known.by) == Some(Kind::NatGateway)
        })?;
        Some(known.by)
    }

    /// Says that filters further on cannot know whose groups the sender has.
    pub(crate) fn lose_identity(
        &mut self,
        by: &'n ResourceId,
        code: Code,
        reference: &'static str,
    ) {
        self.lost.get_or_insert(Lost {
            by,
            code,
            reference,
        });
    }

    /// Notes where the packet is, by a component and what it stands in; `false` where it has been there already, as it is.
    pub(crate) fn visit(&mut self, at: At<'n>, within: &'n ResourceId) -> bool {
        let here = (at.component, within, self.packet);
        if self.visited.contains(&here) {
            self.refuse(at, circle(at.component, self.packet));
            return false;
        }
        self.visited.push(here);
        true
    }
}

fn circle(place: &ResourceId, packet: Packet) -> Explanation {
    let message = format!(
        "the packet for {} comes to {place} a second time: routes lead in a circle, so change one of them",
        packet.destination
    );
    Explanation::new(Code::PlRoutingLoop, place, message, "RT-03")
}

/// The packet under a load balancer's or NAT gateway's own address and ports (NAT-06).
pub(crate) fn from_address(packet: Packet, source: IpAddr) -> Packet {
    let source_ports = match packet.protocol {
        Protocol::Icmp => packet.source_ports,
        Protocol::Tcp | Protocol::Udp => Ports::BALANCER_EPHEMERAL,
    };
    Packet {
        source,
        source_ports,
        ..packet
    }
}
