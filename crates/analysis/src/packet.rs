//! A packet as filters and routers see it: addresses, transport and port ranges.

use std::{fmt, net::IpAddr};

use vpcanvas_model::Protocol;

/// Ports from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ports {
    /// The first port.
    pub from: u16,
    /// The last port.
    pub to: u16,
}

impl Ports {
    /// The source ports a Linux client chooses from (NACL-07).
    pub const LINUX_EPHEMERAL: Self = Self {
        from: 32768,
        to: 60999,
    };
    /// The source ports load balancers choose from (NACL-07, section 2.9).
    pub const BALANCER_EPHEMERAL: Self = Self {
        from: 1024,
        to: 65535,
    };

    /// Whether any port is in both.
    pub(crate) fn meets(self, other: Self) -> bool {
        self.from.max(other.from) <= self.to.min(other.to)
    }

    /// Whether every port of another is in it.
    pub(crate) fn holds(self, other: Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    /// One port.
    pub fn one(port: u16) -> Self {
        Self {
            from: port,
            to: port,
        }
    }
}

impl fmt::Display for Ports {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.from == self.to {
            return write!(formatter, "{}", self.from);
        }
        write!(formatter, "{}-{}", self.from, self.to)
    }
}

/// A packet, with every port it may have.
///
/// ICMP has types in the place of ports: the type of the request where it goes, that of the reply where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Packet {
    /// The transport.
    pub protocol: Protocol,
    /// Who sent it, as it says.
    pub source: IpAddr,
    /// The ports it may come from.
    pub source_ports: Ports,
    /// Where it goes.
    pub destination: IpAddr,
    /// The ports it may go to.
    pub destination_ports: Ports,
}

impl Packet {
    /// The first packet of a connection, or an echo request.
    pub(crate) fn request(
        protocol: Protocol,
        (source, source_ports): (IpAddr, Ports),
        (destination, port): (IpAddr, u16),
    ) -> Self {
        let (source_ports, destination_ports) = match (protocol, destination) {
            (Protocol::Icmp, IpAddr::V4(_)) => (Ports::one(0), Ports::one(8)),
            (Protocol::Icmp, IpAddr::V6(_)) => (Ports::one(129), Ports::one(128)),
            (Protocol::Tcp | Protocol::Udp, _) => (source_ports, Ports::one(port)),
        };
        Self {
            protocol,
            source,
            source_ports,
            destination,
            destination_ports,
        }
    }

    /// Whether it is an IPv6 packet.
    pub(crate) fn is_ipv6(&self) -> bool {
        self.destination.is_ipv6()
    }

    /// The packet that answers this one.
    #[must_use]
    pub fn reply(self) -> Self {
        Self {
            protocol: self.protocol,
            source: self.destination,
            source_ports: self.destination_ports,
            destination: self.source,
            destination_ports: self.source_ports,
        }
    }

    /// Transport and destination port for a sentence: `tcp/443`, `icmp`.
    pub fn service(&self) -> String {
        match self.protocol {
            Protocol::Icmp => "icmp".to_owned(),
            Protocol::Tcp | Protocol::Udp => {
                format!("{}/{}", self.protocol, self.destination_ports)
            }
        }
    }
}

impl fmt::Display for Packet {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.protocol == Protocol::Icmp {
            return write!(formatter, "icmp {} → {}", self.source, self.destination);
        }
        write!(
            formatter,
            "{} {}:{} → {}:{}",
            self.protocol, self.source, self.source_ports, self.destination, self.destination_ports
        )
    }
}

/// Whether a protocol as rules write it (`-1`, `tcp`, `6` …) covers a transport in an address family.
pub(crate) fn covers(written: Option<&str>, protocol: Protocol, is_ipv6: bool) -> bool {
    let names = protocol_names(protocol, is_ipv6);
    written.is_some_and(|written| {
        written == "-1" || names.iter().any(|name| name.eq_ignore_ascii_case(written))
    })
}

/// Whether an ICMP code as rules write it, -1 for all, covers that of an echo and of its reply, which is 0 (NACL-06).
pub(crate) fn covers_code(written: Option<i32>) -> bool {
    matches!(written, None | Some(-1 | 0))
}

/// How rules write a transport in an address family: as a word and as a number.
pub(crate) fn protocol_names(protocol: Protocol, is_ipv6: bool) -> [&'static str; 2] {
    match protocol {
        Protocol::Tcp => ["tcp", "6"],
        Protocol::Udp => ["udp", "17"],
        Protocol::Icmp if is_ipv6 => ["icmpv6", "58"],
        Protocol::Icmp => ["icmp", "1"],
    }
}
