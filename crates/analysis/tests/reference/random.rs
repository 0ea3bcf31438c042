//! Small random designs, and questions about them. A number gives the same design on every machine.

use crate::small::{
    AclEntry, Address, Attachment, Design, Endpoint, Group, Instance, Nat, Peer, Peering, Range,
    Route, Rule, Service, Subnet, Target, TransitTable, Transport, Vpc,
};

/// The internet, as far as questions are about it.
const OUTSIDE: Address = 0x0101_0101;
const EVERYTHING: Range = Range(0, 0);
const ALL_PORTS: (u16, u16) = (0, 65535);

/// `SplitMix64`: plain, and good enough to vary designs.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % bound as u64) as usize
    }

    /// True in `chances` of ten.
    fn chance(&mut self, chances: usize) -> bool {
        self.below(10) < chances
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }
}

pub(crate) fn design(random: &mut Random) -> Design {
    let mut design = Design::default();
    let has_transit = random.chance(4);
    for vpc in 0..=1 + random.below(2) {
        add_vpc(random, &mut design, vpc, has_transit);
    }
    if random.chance(6) {
        add_peering(random, &mut design);
    }
    if has_transit {
        add_transit(random, &mut design);
    }
    add_nats(random, &mut design);
    add_privatelink(random, &mut design);
    add_routes(random, &mut design, has_transit);
    add_rules(random, &mut design);
    design
}

pub(crate) fn question(random: &mut Random, design: &Design) -> (usize, Address, Transport, u16) {
    let from = random.below(design.instances.len());
    let mut to: Vec<Address> = design
        .instances
        .iter()
        .map(|instance| instance.address)
        .collect();
    to.retain(|address| *address != design.instances[from].address);
    for endpoint in &design.endpoints {
        let interfaces = endpoint.interfaces.iter().map(|(_, address)| *address);
        to.extend(interfaces.clone());
        to.extend(interfaces);
    }
    to.extend([OUTSIDE, OUTSIDE, 0x0A00_01C8]);
    let transport = random.pick(&[
        Transport::Tcp,
        Transport::Tcp,
        Transport::Udp,
        Transport::Icmp,
    ]);
    let port = random.pick(&[443, 443, 443, 8443]);
    (from, random.pick(&to), transport, port)
}

/// A VPC with subnets in two zones, a group or two, and instances. Ranges may be the same where nothing joins VPCs.
fn add_vpc(random: &mut Random, design: &mut Design, vpc: usize, has_transit: bool) {
    let octet = if has_transit || random.chance(8) {
        vpc as u32
    } else {
        0
    };
    let first = 0x0A00_0000 | octet << 16;
    design.vpcs.push(Vpc {
        range: Range(first, 16),
        internet_gateway: random.chance(7),
        routes: Vec::new(),
    });
    for _ in 0..=random.below(2) {
        design.groups.push(Group {
            vpc,
            rules: Vec::new(),
        });
    }
    let groups: Vec<usize> = (0..design.groups.len())
        .filter(|group| design.groups[*group].vpc == vpc)
        .collect();
    for third in 1..=1 + random.below(3) as u32 {
        let subnet = design.subnets.len();
        design.subnets.push(Subnet {
            vpc,
            range: Range(first | third << 8, 24),
            zone: random.below(2),
            routes: random.chance(3).then(Vec::new),
            acl: (!has_transit && random.chance(3)).then(|| acl(random)),
        });
        for host in 0..=random.below(2) as u32 {
            design.instances.push(Instance {
                subnet,
                address: first | third << 8 | (10 + host),
                public: random
                    .chance(4)
                    .then(|| 0x0363_0000 | (subnet as u32) << 8 | (10 + host)),
                group: random.pick(&groups),
                running: random.chance(9),
            });
        }
    }
}

/// Rules whose port ranges lie in one another, so that what two of them let through meets.
fn acl(random: &mut Random) -> Vec<AclEntry> {
    let entries = 2 + random.below(4);
    (0..entries)
        .map(|_| {
            let allow = random.chance(8);
            let ports: &[(u16, u16)] = if allow {
                &[ALL_PORTS, (443, 443), (1024, 65535), (32768, 60999)]
            } else {
                &[ALL_PORTS, (443, 443)]
            };
            let transport = random.pick(&[None, None, Some(Transport::Tcp), Some(Transport::Udp)]);
            AclEntry {
                egress: random.chance(5),
                allow,
                ports: transport.map_or(ALL_PORTS, |_| random.pick(ports)),
                transport,
                peer: random.pick(&[
                    EVERYTHING,
                    EVERYTHING,
                    Range(0x0A00_0000, 8),
                    Range(0x0A00_0100, 24),
                ]),
            }
        })
        .collect()
}

/// Two VPCs whose ranges differ.
fn add_peering(random: &mut Random, design: &mut Design) {
    let vpcs = [
        random.below(design.vpcs.len()),
        random.below(design.vpcs.len()),
    ];
    if design.vpcs[vpcs[0]].range != design.vpcs[vpcs[1]].range {
        design.peerings.push(Peering {
            vpcs,
            active: random.chance(9),
        });
    }
}

fn add_transit(random: &mut Random, design: &mut Design) {
    for vpc in 0..design.vpcs.len() {
        if !random.chance(9) {
            continue;
        }
        // One subnet a zone (TGW-01).
        let mut zones: Vec<usize> = Vec::new();
        let mut subnets = Vec::new();
        for (index, subnet) in design.subnets.iter().enumerate() {
            if subnet.vpc == vpc
                && !zones.contains(&subnet.zone)
                && (subnets.is_empty() || random.chance(7))
            {
                zones.push(subnet.zone);
                subnets.push(index);
            }
        }
        design.attachments.push(Attachment {
            vpc,
            subnets,
            available: random.chance(9),
        });
    }
    let attachments = design.attachments.len();
    for _ in 0..=random.below(2) {
        design.transit_tables.push(TransitTable {
            associated: Vec::new(),
            propagated: (0..attachments).filter(|_| random.chance(8)).collect(),
            routes: Vec::new(),
        });
    }
    for attachment in 0..attachments {
        if random.chance(9) {
            let table = random.below(design.transit_tables.len());
            design.transit_tables[table].associated.push(attachment);
        }
    }
    for table in &mut design.transit_tables {
        for _ in 0..random.below(3) {
            let to = random.pick(&[EVERYTHING, Range(0x0A01_0000, 16), Range(0x0A00_0100, 24)]);
            let target = (attachments > 0 && random.chance(8)).then(|| random.below(attachments));
            if !table.routes.iter().any(|(other, _)| *other == to) {
                table.routes.push((to, target));
            }
        }
    }
}

fn add_nats(random: &mut Random, design: &mut Design) {
    for subnet in 0..design.subnets.len() {
        if random.chance(3) {
            let Range(first, _) = design.subnets[subnet].range;
            design.nats.push(Nat {
                subnet,
                address: first + 200,
                public: random.chance(8).then_some(0x0364_0000 | subnet as u32),
                available: random.chance(9),
            });
        }
    }
}

fn add_privatelink(random: &mut Random, design: &mut Design) {
    let provider = random.below(design.vpcs.len());
    let consumer = random.below(design.vpcs.len());
    let nodes = interfaces(random, design, provider, 100);
    let instances = design.instances.iter().enumerate();
    let targets: Vec<usize> = instances
        .filter(|(_, instance)| design.subnets[instance.subnet].vpc == provider)
        .map(|(index, _)| index)
        .filter(|_| random.chance(6))
        .collect();
    let group = |random: &mut Random, vpc: usize| {
        let groups: Vec<usize> = (0..design.groups.len())
            .filter(|group| design.groups[*group].vpc == vpc)
            .collect();
        random.pick(&groups)
    };
    let balancer_group = random.chance(7).then(|| group(random, provider));
    let endpoint_group = group(random, consumer);
    let transport = random.pick(&[Transport::Tcp, Transport::Tcp, Transport::Udp]);
    design.services.push(Service {
        vpc: provider,
        nodes,
        group: balancer_group,
        enforce: random.chance(8),
        cross_zone: random.chance(5),
        transport,
        port: 443,
        target_port: random.pick(&[443, 8443]),
        targets,
    });
    let interfaces = interfaces(random, design, consumer, 50);
    design.endpoints.push(Endpoint {
        vpc: consumer,
        service: 0,
        interfaces,
        group: endpoint_group,
        available: random.chance(9),
    });
}

/// One interface a zone, in some zones of a VPC, at a host number.
fn interfaces(
    random: &mut Random,
    design: &Design,
    vpc: usize,
    host: u32,
) -> Vec<(usize, Address)> {
    let mut zones = Vec::new();
    let mut interfaces = Vec::new();
    for (index, subnet) in design.subnets.iter().enumerate() {
        if subnet.vpc == vpc
            && !zones.contains(&subnet.zone)
            && (interfaces.is_empty() || random.chance(7))
        {
            zones.push(subnet.zone);
            interfaces.push((index, subnet.range.0 | host));
        }
    }
    interfaces
}

/// Routes out of the VPC in the main tables and in those of subnets, at most one for each destination.
fn add_routes(random: &mut Random, design: &mut Design, has_transit: bool) {
    let plain = design.clone();
    for vpc in 0..design.vpcs.len() {
        design.vpcs[vpc].routes = routes(random, &plain, vpc, has_transit);
    }
    for subnet in 0..design.subnets.len() {
        if design.subnets[subnet].routes.is_some() {
            design.subnets[subnet].routes = Some(routes(
                random,
                &plain,
                plain.subnets[subnet].vpc,
                has_transit,
            ));
        }
    }
}

fn routes(random: &mut Random, design: &Design, vpc: usize, has_transit: bool) -> Vec<Route> {
    let own = design.vpcs[vpc].range;
    let mut destinations = vec![EVERYTHING, EVERYTHING, EVERYTHING];
    destinations.extend(design.vpcs.iter().map(|vpc| vpc.range));
    destinations.extend(design.vpcs.iter().map(|vpc| vpc.range));
    destinations.push(Range(0x0A01_0100, 24));
    let mut routes: Vec<Route> = Vec::new();
    for _ in 0..2 + random.below(4) {
        let to = random.pick(&destinations);
        let inside = own.holds(to.0) && to.1 >= own.1;
        if inside || routes.iter().any(|route| route.to == to) {
            continue;
        }
        let mut targets = vec![];
        if random.chance(1) {
            targets.push(Target::Blackhole);
        }
        if to == EVERYTHING && design.vpcs[vpc].internet_gateway {
            targets.extend([Target::InternetGateway; 2]);
        }
        let nats = design.nats.iter().enumerate();
        let nats = nats.filter(|(_, nat)| design.subnets[nat.subnet].vpc == vpc);
        targets.extend(nats.map(|(nat, _)| Target::Nat(nat)));
        let peerings = design.peerings.iter().enumerate();
        let peerings = peerings.filter(|(_, peering)| peering.vpcs.contains(&vpc));
        targets.extend(peerings.flat_map(|(peering, _)| [Target::Peering(peering); 2]));
        if has_transit
            && design
                .attachments
                .iter()
                .any(|attachment| attachment.vpc == vpc)
        {
            targets.extend([Target::TransitGateway; 2]);
        }
        if !targets.is_empty() {
            let target = random.pick(&targets);
            routes.push(Route { to, target });
        }
    }
    routes
}

fn add_rules(random: &mut Random, design: &mut Design) {
    for group in 0..design.groups.len() {
        let vpc = design.groups[group].vpc;
        let same_vpc: Vec<usize> = (0..design.groups.len())
            .filter(|other| design.groups[*other].vpc == vpc)
            .collect();
        let mut rules = Vec::new();
        if random.chance(8) {
            rules.push(Rule {
                egress: true,
                transport: None,
                ports: ALL_PORTS,
                peer: Peer::Range(EVERYTHING),
            });
        }
        for _ in 0..=random.below(4) {
            let transport = random.pick(&[
                None,
                Some(Transport::Tcp),
                Some(Transport::Tcp),
                Some(Transport::Udp),
                Some(Transport::Icmp),
            ]);
            let ports = match transport {
                None | Some(Transport::Icmp) => ALL_PORTS,
                Some(Transport::Tcp | Transport::Udp) => {
                    random.pick(&[(443, 443), (443, 443), (443, 8443), ALL_PORTS])
                }
            };
            let peer = if random.chance(3) {
                Peer::Group(random.pick(&same_vpc))
            } else {
                Peer::Range(random.pick(&[
                    EVERYTHING,
                    Range(0x0A00_0000, 8),
                    Range(0x0A00_0000, 16),
                    Range(0x0A01_0000, 16),
                    Range(0x0A00_0100, 24),
                    Range(0x0A00_0164, 32),
                ]))
            };
            rules.push(Rule {
                egress: random.chance(3),
                transport,
                ports,
                peer,
            });
        }
        design.groups[group].rules = rules;
    }
}
