//! The second opinion: does a packet arrive, and does its answer come back? Packets are tried one by one; every lookup
//! reads the whole design from the beginning. Slow, plain, and without a line of the engine.

use crate::small::{Address, Attachment, Design, Instance, Peer, Range, Route, Target, Transport};

/// The ports a client sends from, as far as rules can tell them apart (NACL-07).
const CLIENT_PORTS: [u16; 3] = [32768, 50000, 60999];
/// The ports NAT gateways and load balancers send from, likewise (NAT-06, section 2.9).
const TRANSLATED_PORTS: [u16; 4] = [1024, 32768, 60999, 65535];
/// How many routers a packet passes before it is given up.
const PATIENCE: usize = 12;

#[derive(Clone, Copy, Debug)]
struct Packet {
    transport: Transport,
    source: Address,
    source_port: u16,
    destination: Address,
    destination_port: u16,
}

impl Packet {
    fn answer(self) -> Self {
        Self {
            source: self.destination,
            source_port: self.destination_port,
            destination: self.source,
            destination_port: self.source_port,
            ..self
        }
    }
}

/// Where a packet has got to, with the translations it went through on the way.
enum Arrival {
    /// At a private address in a VPC.
    Inside {
        vpc: usize,
        packet: Packet,
        nats: Vec<Translation>,
    },
    /// In the internet, behind the gateway of a VPC.
    Outside {
        vpc: usize,
        packet: Packet,
        nats: Vec<Translation>,
    },
}

#[derive(Clone, Copy)]
struct Translation {
    nat: usize,
    before: Packet,
    after: Packet,
}

/// What stands at an address of a VPC.
#[derive(Clone, Copy, PartialEq)]
enum Holder {
    Instance(usize),
    Endpoint(usize, usize),
    Node(usize, usize),
    Nat(usize),
}

pub(crate) fn arrives(
    design: &Design,
    from: usize,
    to: Address,
    transport: Transport,
    port: u16,
) -> bool {
    let walk = Walk { design };
    CLIENT_PORTS
        .into_iter()
        .flat_map(|client| TRANSLATED_PORTS.map(|translated| (client, translated)))
        .any(|ports| walk.exchange(from, to, transport, port, ports))
}

struct Walk<'a> {
    design: &'a Design,
}

impl<'a> Walk<'a> {
    /// One packet from an instance, and its answer.
    fn exchange(
        &self,
        from: usize,
        to: Address,
        transport: Transport,
        port: u16,
        (client_port, translated_port): (u16, u16),
    ) -> bool {
        let source = &self.design.instances[from];
        let packet = Packet {
            transport,
            source: source.address,
            source_port: client_port,
            destination: to,
            destination_port: port,
        };
        let vpc = self.vpc_of(source.subnet);
        let peer = self.holder(vpc, to);
        if !source.running
            || !self.allows(
                source.group,
                true,
                packet,
                to,
                peer.and_then(|peer| self.group(peer)),
            )
        {
            return false;
        }
        let Some(arrival) = self.send(source.subnet, packet, translated_port) else {
            return false;
        };
        match arrival {
            Arrival::Outside { vpc, packet, nats } => {
                self.comes_back_from_outside(source, vpc, packet, &nats)
            }
            Arrival::Inside { vpc, packet, nats } => {
                let Some(holder) = self.holder(vpc, packet.destination) else {
                    return false;
                };
                let identity =
                    (nats.is_empty() && vpc == self.vpc_of(source.subnet)).then_some(source.group);
                let subnet = match holder {
                    Holder::Instance(target) => {
                        let target = &self.design.instances[target];
                        if !target.running
                            || !self.allows(target.group, false, packet, packet.source, identity)
                        {
                            return false;
                        }
                        target.subnet
                    }
                    Holder::Endpoint(endpoint, interface) => {
                        let at = &self.design.endpoints[endpoint];
                        if !self.allows(at.group, false, packet, packet.source, identity)
                            || !self.crosses(endpoint, interface, packet, translated_port)
                        {
                            return false;
                        }
                        at.interfaces[interface].0
                    }
                    Holder::Node(..) | Holder::Nat(_) => return false,
                };
                self.comes_back(source, subnet, packet, &nats)
            }
        }
    }

    /// Sends a packet from a subnet through tables and gateways; group rules are the ends' business.
    fn send(&self, subnet: usize, packet: Packet, translated_port: u16) -> Option<Arrival> {
        let mut subnet = subnet;
        let mut packet = packet;
        let mut nats: Vec<Translation> = Vec::new();
        for _ in 0..PATIENCE {
            let vpc = self.vpc_of(subnet);
            if self.design.subnets[subnet].range.holds(packet.destination) {
                return Some(Arrival::Inside { vpc, packet, nats });
            }
            if !self.filter(subnet, true, packet) {
                return None;
            }
            if self.design.vpcs[vpc].range.holds(packet.destination) {
                return self.enter(vpc, packet, nats);
            }
            match self.route(subnet, packet.destination)? {
                Target::Blackhole => return None,
                Target::InternetGateway => {
                    let is_public = match nats.last() {
                        Some(Translation { nat, .. }) => {
                            let gateway = &self.design.nats[*nat];
                            gateway.public.is_some() && self.vpc_of(gateway.subnet) == vpc
                        }
                        None => self.public_instance(vpc, packet.source),
                    };
                    let is_private = Range(0x0A00_0000, 8).holds(packet.destination);
                    return (is_public && !is_private).then_some(Arrival::Outside {
                        vpc,
                        packet,
                        nats,
                    });
                }
                Target::Nat(through) => {
                    let gateway = &self.design.nats[through];
                    let is_again = nats.iter().any(|earlier| earlier.nat == through);
                    if !gateway.available || is_again {
                        return None;
                    }
                    if gateway.subnet != subnet && !self.filter(gateway.subnet, false, packet) {
                        return None;
                    }
                    let after = Packet {
                        source: gateway.address,
                        source_port: translated_port,
                        ..packet
                    };
                    nats.push(Translation {
                        nat: through,
                        before: packet,
                        after,
                    });
                    (packet, subnet) = (after, gateway.subnet);
                }
                Target::Peering(peering) => {
                    let peering = &self.design.peerings[peering];
                    let other = *peering.vpcs.iter().find(|other| **other != vpc)?;
                    let is_there = self.design.vpcs[other].range.holds(packet.destination)
                        && self.design.vpcs[vpc].range.holds(packet.source);
                    return if peering.active && is_there {
                        self.enter(other, packet, nats)
                    } else {
                        None
                    };
                }
                Target::TransitGateway => {
                    let attachment =
                        self.transit(vpc, self.design.subnets[subnet].zone, packet.destination)?;
                    let zone = self.design.subnets[subnet].zone;
                    let in_zone = |subnet: &&usize| self.design.subnets[**subnet].zone == zone;
                    let entry = attachment
                        .subnets
                        .iter()
                        .find(in_zone)
                        .or(attachment.subnets.first())?;
                    if self.design.vpcs[attachment.vpc]
                        .range
                        .holds(packet.destination)
                    {
                        return self.enter(attachment.vpc, packet, nats);
                    }
                    subnet = *entry;
                }
            }
        }
        None
    }

    /// Into the subnet of a VPC that has the address.
    fn enter(&self, vpc: usize, packet: Packet, nats: Vec<Translation>) -> Option<Arrival> {
        let mut subnets = self.design.subnets.iter().enumerate();
        let (subnet, _) = subnets
            .find(|(_, subnet)| subnet.vpc == vpc && subnet.range.holds(packet.destination))?;
        self.filter(subnet, false, packet)
            .then_some(Arrival::Inside { vpc, packet, nats })
    }

    /// The attachment a transit gateway sends to (TGW-01 to TGW-05).
    fn transit(&self, vpc: usize, zone: usize, destination: Address) -> Option<&'a Attachment> {
        let attachments = &self.design.attachments;
        let own = attachments
            .iter()
            .position(|attachment| attachment.vpc == vpc)?;
        let in_zone = |subnet: &usize| self.design.subnets[*subnet].zone == zone;
        if !attachments[own].available || !attachments[own].subnets.iter().any(in_zone) {
            return None;
        }
        let mut tables = self.design.transit_tables.iter();
        let table = tables.find(|table| table.associated.contains(&own))?;
        // Static routes stand before propagated ones and keep their place when lengths are equal (TGW-05).
        let propagated = table.propagated.iter().map(|attachment| {
            (
                self.design.vpcs[attachments[*attachment].vpc].range,
                Some(*attachment),
            )
        });
        let mut best: Option<(Range, Option<usize>)> = None;
        for route in table.routes.iter().copied().chain(propagated) {
            let longer = best.is_none_or(|(Range(_, length), _)| route.0.1 > length);
            if route.0.holds(destination) && longer {
                best = Some(route);
            }
        }
        let target = &attachments[best?.1?];
        target.available.then_some(target)
    }

    /// The answer of something in a VPC: it is routed by the tables of its own subnet (RT-12).
    fn comes_back(
        &self,
        source: &Instance,
        subnet: usize,
        packet: Packet,
        nats: &[Translation],
    ) -> bool {
        let answer = packet.answer();
        let Some(last) = nats.last() else {
            return self.reaches(subnet, answer, self.vpc_of(source.subnet));
        };
        let gateway = &self.design.nats[last.nat];
        let home = self.vpc_of(gateway.subnet);
        self.returns_to_nat(subnet, answer, gateway.subnet, home) && self.untranslates(source, nats)
    }

    /// The answer goes back through every NAT gateway, the last one first, and from the first one to the client.
    fn untranslates(&self, source: &Instance, nats: &[Translation]) -> bool {
        (0..nats.len()).rev().all(|index| {
            let Translation { nat, before, .. } = nats[index];
            let next = match index.checked_sub(1) {
                Some(earlier) => self.design.nats[nats[earlier].nat].subnet,
                None => source.subnet,
            };
            self.reaches(
                self.design.nats[nat].subnet,
                before.answer(),
                self.vpc_of(next),
            )
        })
    }

    /// Replies find a NAT gateway over a peering connection even without a route (PCX-12); filters still hold.
    fn returns_to_nat(
        &self,
        subnet: usize,
        answer: Packet,
        nat_subnet: usize,
        home: usize,
    ) -> bool {
        let there = self.vpc_of(subnet);
        let peered = self.design.peerings.iter().any(|peering| {
            peering.active && peering.vpcs.contains(&there) && peering.vpcs.contains(&home)
        });
        let has_route = self.route(subnet, answer.destination).is_some();
        let is_answer_to_peer = self.forward_was_peering(nat_subnet, answer.source);
        if there != home && peered && !has_route && is_answer_to_peer {
            return self.filter(subnet, true, answer) && self.filter(nat_subnet, false, answer);
        }
        self.reaches(subnet, answer, home)
    }

    fn forward_was_peering(&self, nat_subnet: usize, destination: Address) -> bool {
        matches!(
            self.route(nat_subnet, destination),
            Some(Target::Peering(_))
        )
    }

    /// Whether a packet gets from a subnet to its destination in a VPC with its addresses as they are.
    fn reaches(&self, subnet: usize, packet: Packet, expected: usize) -> bool {
        match self.send(subnet, packet, packet.source_port) {
            Some(Arrival::Inside { vpc, nats, .. }) => vpc == expected && nats.is_empty(),
            Some(Arrival::Outside { .. }) | None => false,
        }
    }

    /// The answer from the internet goes to the address it saw, and from NAT gateways on to the client.
    fn comes_back_from_outside(
        &self,
        source: &Instance,
        vpc: usize,
        packet: Packet,
        nats: &[Translation],
    ) -> bool {
        let Some(last) = nats.last() else {
            let is_home = self.vpc_of(source.subnet) == vpc;
            return is_home && self.filter(source.subnet, false, packet.answer());
        };
        let gateway = &self.design.nats[last.nat];
        self.filter(gateway.subnet, false, last.after.answer()) && self.untranslates(source, nats)
    }

    /// Through PrivateLink to a target, and back to the node (section 2.9).
    fn crosses(
        &self,
        endpoint: usize,
        interface: usize,
        packet: Packet,
        translated_port: u16,
    ) -> bool {
        let endpoint = &self.design.endpoints[endpoint];
        let service = &self.design.services[endpoint.service];
        let zone = self.design.subnets[endpoint.interfaces[interface].0].zone;
        let node = service
            .nodes
            .iter()
            .find(|(subnet, _)| self.design.subnets[*subnet].zone == zone);
        let Some((node_subnet, node)) = node else {
            return false;
        };
        if !endpoint.available
            || packet.transport != service.transport
            || packet.destination_port != service.port
        {
            return false;
        }
        if let (Some(group), true) = (service.group, service.enforce)
            && !self.allows(group, false, packet, packet.source, None)
        {
            return false;
        }
        service.targets.iter().any(|target| {
            let target = &self.design.instances[*target];
            let usable = service.cross_zone || self.design.subnets[target.subnet].zone == zone;
            let inner = Packet {
                transport: packet.transport,
                source: *node,
                source_port: translated_port,
                destination: target.address,
                destination_port: service.target_port,
            };
            let same_subnet = target.subnet == *node_subnet;
            let crosses = |packet: Packet, from: usize, to: usize| {
                same_subnet || (self.filter(from, true, packet) && self.filter(to, false, packet))
            };
            let enabled = service.nodes.iter().any(|(subnet, _)| {
                self.design.subnets[*subnet].zone == self.design.subnets[target.subnet].zone
            });
            usable
                && enabled
                && target.running
                && service.group.is_none_or(|group| {
                    self.allows(group, true, inner, inner.destination, Some(target.group))
                })
                && crosses(inner, *node_subnet, target.subnet)
                && self.allows(target.group, false, inner, *node, service.group)
                && crosses(inner.answer(), target.subnet, *node_subnet)
        })
    }

    fn vpc_of(&self, subnet: usize) -> usize {
        self.design.subnets[subnet].vpc
    }

    fn public_instance(&self, vpc: usize, address: Address) -> bool {
        self.design.instances.iter().any(|instance| {
            instance.address == address
                && self.vpc_of(instance.subnet) == vpc
                && instance.public.is_some()
        })
    }

    fn holder(&self, vpc: usize, address: Address) -> Option<Holder> {
        let here = |subnet: usize| self.vpc_of(subnet) == vpc;
        let mut all = Vec::new();
        for (index, instance) in self.design.instances.iter().enumerate() {
            all.push((instance.subnet, instance.address, Holder::Instance(index)));
        }
        for (index, endpoint) in self.design.endpoints.iter().enumerate() {
            for (interface, (subnet, at)) in endpoint.interfaces.iter().enumerate() {
                all.push((*subnet, *at, Holder::Endpoint(index, interface)));
            }
        }
        for (index, service) in self.design.services.iter().enumerate() {
            for (node, (subnet, at)) in service.nodes.iter().enumerate() {
                all.push((*subnet, *at, Holder::Node(index, node)));
            }
        }
        for (index, nat) in self.design.nats.iter().enumerate() {
            all.push((nat.subnet, nat.address, Holder::Nat(index)));
        }
        let mut all = all.into_iter();
        all.find(|(subnet, at, _)| here(*subnet) && *at == address)
            .map(|(_, _, holder)| holder)
    }

    fn group(&self, holder: Holder) -> Option<usize> {
        match holder {
            Holder::Instance(instance) => Some(self.design.instances[instance].group),
            Holder::Endpoint(endpoint, _) => Some(self.design.endpoints[endpoint].group),
            Holder::Node(service, _) => self.design.services[service].group,
            Holder::Nat(_) => None,
        }
    }

    /// Whether a group allows a packet from or to a peer, which may be known by its own group (SG-01, SG-04).
    fn allows(
        &self,
        group: usize,
        egress: bool,
        packet: Packet,
        peer: Address,
        peer_group: Option<usize>,
    ) -> bool {
        self.design.groups[group].rules.iter().any(|rule| {
            let fits = match rule.transport {
                None => true,
                Some(transport @ Transport::Icmp) => transport == packet.transport,
                Some(transport) => {
                    let (from, to) = rule.ports;
                    transport == packet.transport && (from..=to).contains(&packet.destination_port)
                }
            };
            let is_peer = match rule.peer {
                Peer::Range(range) => range.holds(peer),
                Peer::Group(known) => Some(known) == peer_group,
            };
            rule.egress == egress && fits && is_peer
        })
    }

    /// Whether the network ACL of a subnet lets a packet pass its border; the first rule that fits decides (NACL-02).
    fn filter(&self, subnet: usize, egress: bool, packet: Packet) -> bool {
        let Some(entries) = &self.design.subnets[subnet].acl else {
            return true;
        };
        let peer = if egress {
            packet.destination
        } else {
            packet.source
        };
        let decides = entries.iter().find(|entry| {
            let fits = match entry.transport {
                None => true,
                Some(transport) => {
                    let (from, to) = entry.ports;
                    transport == packet.transport && (from..=to).contains(&packet.destination_port)
                }
            };
            entry.egress == egress && fits && entry.peer.holds(peer)
        });
        decides.is_some_and(|entry| entry.allow)
    }

    /// The route out of the VPC with the longest prefix (RT-03).
    fn route(&self, subnet: usize, destination: Address) -> Option<Target> {
        let subnet = &self.design.subnets[subnet];
        let routes: &[Route] = subnet
            .routes
            .as_deref()
            .unwrap_or(&self.design.vpcs[subnet.vpc].routes);
        let covering = routes.iter().filter(|route| route.to.holds(destination));
        covering
            .max_by_key(|route| route.to.1)
            .map(|route| route.target)
    }
}
