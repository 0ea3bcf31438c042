//! Asking servers: those a client is told of, those a resolver passes a question on to, and whether they can be reached.

use std::net::IpAddr;

use vpcanvas_model::{
    Kind, Protocol, ResourceId,
    kind::{Vpc, customer_gateway::ConditionalForwarder},
};

use super::{Resolver, View};
use crate::{
    Code, DnsStatus, Explanation, Question, Verdict,
    dns::{
        Name,
        server::{Server, base_plus_two, forwarder_for, forwarder_of_network, server_at},
    },
    trace,
};

/// Who asks a server: what sends the packets, and the VPC it stands in.
#[derive(Clone, Copy)]
pub(super) struct Asker<'a> {
    /// `None` where nothing in particular asks, as for a whole VPC: whether packets arrive is not asked then.
    pub(super) sender: Option<&'a ResourceId>,
    pub(super) vpc: Option<&'a ResourceId>,
}

/// Where a server is asked.
#[derive(Clone, Copy)]
pub(super) struct Target {
    pub(super) address: IpAddr,
    pub(super) protocol: Protocol,
    pub(super) port: u16,
}

impl From<IpAddr> for Target {
    /// Where servers are asked unless said otherwise.
    fn from(address: IpAddr) -> Self {
        Self {
            address,
            protocol: Protocol::Udp,
            port: 53,
        }
    }
}

const AMAZON_PROVIDED: &str = "AmazonProvidedDNS";

impl<'a> Resolver<'a> {
    /// Asks the servers that whoever asks is told of.
    pub(super) fn ask_servers_of_client(&mut self, name: &Name) -> DnsStatus {
        let network = self.network;
        let Some(from) = network.id(self.answer.query.from.as_str()) else {
            return self.ask_view(View::Public, name);
        };
        if network.customer_gateway(from).is_some() {
            return self.ask_from_premises(from, name);
        }
        let vpc = std::iter::once(from)
            .chain(network.ancestors(from))
            .find_map(|id| Some((id, network.vpc(id)?)));
        match vpc {
            Some((id, vpc)) => self.ask_from_vpc(from, id, vpc, name),
            None => self.ask_view(View::Public, name),
        }
    }

    /// Asks the servers of the DHCP option set of a VPC (DHCP-02, DHCP-03).
    fn ask_from_vpc(
        &mut self,
        from: &'a ResourceId,
        id: &'a ResourceId,
        vpc: &'a Vpc,
        name: &Name,
    ) -> DnsStatus {
        let network = self.network;
        // The word AWS has for a VPC without a set of its own (DHCP-04).
        let chosen = vpc
            .dhcp_options_id
            .as_ref()
            .filter(|options| options.as_str() != "default");
        let Some(chosen) = chosen else {
            return self.ask_resolver(id, vpc, false, name);
        };
        let Some(options) = network.dhcp_options(chosen) else {
            let message = format!(
                "{chosen} says which servers {id} asks and is not in the design: add it, or take it off {id}"
            );
            return self.leave_open(chosen, message, "DHCP-01");
        };
        let is_amazon = |server: &String| server.eq_ignore_ascii_case(AMAZON_PROVIDED);
        let servers = &options.domain_name_servers;
        if servers.first().is_none_or(is_amazon) {
            return self.ask_resolver(id, vpc, false, name);
        }
        let list = servers.join(", ");
        self.step(
            chosen,
            format!("Machines of {id} ask {list} and not the resolver of {id}"),
            "DHCP-03",
        );
        let sends = matches!(
            network.kind(from),
            Some(Kind::Instance | Kind::NetworkInterface)
        );
        let asker = Asker {
            sender: sends.then_some(from),
            vpc: Some(id),
        };
        let mut status = DnsStatus::Timeout;
        for server in servers {
            status = if is_amazon(server) {
                self.ask_resolver(id, vpc, false, name)
            } else {
                self.ask_address(asker, chosen, server, name)
            };
            if status != DnsStatus::Timeout {
                break;
            }
        }
        status
    }

    /// Asks the resolvers of an on-premises network: its own, unless its machines are told of others.
    fn ask_from_premises(&mut self, id: &'a ResourceId, name: &Name) -> DnsStatus {
        let network = self.network;
        let servers = network
            .customer_gateway(id)
            .map(|gateway| gateway.domain_name_servers.as_slice())
            .unwrap_or_default();
        if servers.is_empty() {
            return match forwarder_of_network(network, id) {
                Some(own) => self.ask_server(
                    Asker {
                        sender: None,
                        vpc: None,
                    },
                    own,
                    None,
                    name,
                ),
                None => DnsStatus::Unknown,
            };
        }
        let asker = Asker {
            sender: Some(id),
            vpc: None,
        };
        self.step(
            id,
            format!("Machines of {id} ask {}", servers.join(", ")),
            "5.1",
        );
        let mut status = DnsStatus::Timeout;
        for server in servers {
            status = self.ask_address(asker, id, server, name);
            if status != DnsStatus::Timeout {
                break;
            }
        }
        status
    }

    /// Asks a server by the text of its address; `listed_in` is what lists it.
    fn ask_address(
        &mut self,
        asker: Asker<'a>,
        listed_in: &ResourceId,
        text: &str,
        name: &Name,
    ) -> DnsStatus {
        if let Ok(address) = text.trim().parse::<IpAddr>() {
            return self.ask_target(asker, address.into(), name);
        }
        let message =
            format!("{listed_in} lists the server {text:?}, which is no address: correct it");
        self.decide(Code::UnknownResource, listed_in, message, "DHCP-01");
        DnsStatus::Timeout
    }

    /// Asks whoever answers at an address.
    pub(super) fn ask_target(
        &mut self,
        asker: Asker<'a>,
        target: Target,
        name: &Name,
    ) -> DnsStatus {
        let server = server_at(self.network, asker.vpc, target.address);
        self.ask_server(asker, server, Some(target), name)
    }

    fn ask_server(
        &mut self,
        asker: Asker<'a>,
        server: Server<'a>,
        target: Option<Target>,
        name: &Name,
    ) -> DnsStatus {
        if let Some(status) = self.spend(name) {
            return status;
        }
        let at = target.map_or(String::new(), |target| target.address.to_string());
        match server {
            Server::Resolver(id, vpc) => self.ask_resolver(id, vpc, false, name),
            Server::Inbound { endpoint, vpc } => {
                if !self.gets_there(asker, target, endpoint) {
                    return DnsStatus::Timeout;
                }
                self.ask_inbound(endpoint, vpc, name)
            }
            Server::Forwarder {
                id,
                forwarders,
                vpc,
            } => {
                if asker.sender != Some(id) && !self.gets_there(asker, target, id) {
                    return DnsStatus::Timeout;
                }
                self.ask_forwarder(id, forwarders, vpc, name)
            }
            Server::Internet => {
                let component = asker.sender.or(asker.vpc);
                let component = component.unwrap_or(&self.answer.query.from).clone();
                if !self.gets_there(asker, target, &component) {
                    return DnsStatus::Timeout;
                }
                self.ask_internet(asker, &at, name)
            }
            Server::ResolverOfOther(vpc) => {
                self.refused_by_resolver(asker, vpc, &at);
                DnsStatus::Timeout
            }
            Server::Nothing(id) => {
                let message = format!(
                    "No server has the address {at} in {id}, so nobody answers: correct the address"
                );
                self.decide(Code::DnsServerUnreachable, id, message, "DHCP-03");
                DnsStatus::Timeout
            }
            Server::Opaque(id) => {
                let message = format!("What answers at {at} of {id} is not known from the design");
                self.leave_open(id, message, "DHCP-03")
            }
            Server::NotInDesign => {
                let component = asker.sender.or(asker.vpc);
                let component = component.unwrap_or(&self.answer.query.from).clone();
                let message = format!(
                    "The server {at}, which {component} asks, is not in the design: draw it, or the on-premises network it belongs to"
                );
                self.leave_open(&component, message, "DHCP-03")
            }
        }
    }

    /// Asks the resolver of a VPC with the VPC's own view (DNS-05, RSLV-09).
    pub(super) fn ask_resolver(
        &mut self,
        id: &'a ResourceId,
        vpc: &'a Vpc,
        inbound: bool,
        name: &Name,
    ) -> DnsStatus {
        if !vpc.dns_support() {
            let message = format!(
                "{id} has EnableDnsSupport off, so its resolver does not answer: switch it on"
            );
            self.decide(Code::DnsResolverDisabled, id, message, "DNS-05");
            return DnsStatus::Timeout;
        }
        self.leave_support_open(id);
        if let Some(status) = self.enter(id, name) {
            return status;
        }
        let status = self.ask_view(View::Vpc { id, vpc, inbound }, name);
        self.asking.pop();
        status
    }

    fn ask_view(&mut self, view: View<'a>, name: &Name) -> DnsStatus {
        let before = std::mem::replace(&mut self.view, view);
        let status = self.follow(name.clone());
        self.view = before;
        status
    }

    /// Notes that a server is asked; a status when it is being asked the same already (RSLV-09).
    fn enter(&mut self, id: &'a ResourceId, name: &Name) -> Option<DnsStatus> {
        let question = (id, name.clone());
        if !self.asking.contains(&question) {
            self.asking.push(question);
            return None;
        }
        let way: Vec<&str> = self.asking.iter().map(|(id, _)| id.as_str()).collect();
        let message = format!(
            "{name} is passed on in a circle: {} → {id}; pass it on to somebody who answers",
            way.join(" → ")
        );
        self.decide(Code::DnsLoop, id, message, "RSLV-09");
        self.answer.answers.clear();
        Some(DnsStatus::ServFail)
    }

    fn ask_inbound(
        &mut self,
        endpoint: &'a ResourceId,
        vpc: &'a ResourceId,
        name: &Name,
    ) -> DnsStatus {
        let Some(drawn) = self.network.vpc(vpc) else {
            return DnsStatus::Unknown;
        };
        self.step(
            endpoint,
            format!("{endpoint} takes the question and answers with the view of {vpc}"),
            "5.4",
        );
        self.ask_resolver(vpc, drawn, true, name)
    }

    /// Asks a resolver that is not AWS's: by its conditional forwarders, else public DNS.
    fn ask_forwarder(
        &mut self,
        id: &'a ResourceId,
        forwarders: &'a [ConditionalForwarder],
        vpc: Option<&'a ResourceId>,
        name: &Name,
    ) -> DnsStatus {
        if let Some(status) = self.enter(id, name) {
            return status;
        }
        let status = match forwarder_for(forwarders, name) {
            Some((domain, forwarder)) => self.pass_on(id, vpc, &domain, forwarder, name),
            None => self.answer_itself(id, vpc, name),
        };
        self.asking.pop();
        status
    }

    fn pass_on(
        &mut self,
        id: &'a ResourceId,
        vpc: Option<&'a ResourceId>,
        domain: &Name,
        forwarder: &'a ConditionalForwarder,
        name: &Name,
    ) -> DnsStatus {
        let targets = forwarder.target_ips.join(", ");
        self.step(
            id,
            format!("The resolver of {id} passes {domain} on to {targets}"),
            "DHCP-03",
        );
        let asker = Asker {
            sender: Some(id),
            vpc,
        };
        let mut status = DnsStatus::Timeout;
        for target in &forwarder.target_ips {
            status = self.ask_address(asker, id, target, name);
            if status != DnsStatus::Timeout {
                return status;
            }
        }
        // The resolver answers, only to say that it got no answer.
        let message = format!("None of the servers {targets} answers {id} about {domain}");
        self.decide(Code::DnsServerUnreachable, id, message, "DHCP-03");
        match status {
            DnsStatus::Timeout => DnsStatus::ServFail,
            other => other,
        }
    }

    /// What a resolver says that passes a name on to nobody: what public DNS holds, and names of its own the design does not
    /// hold.
    fn answer_itself(
        &mut self,
        id: &'a ResourceId,
        vpc: Option<&'a ResourceId>,
        name: &Name,
    ) -> DnsStatus {
        if let Some(vpc) = vpc {
            self.explain_no_forward(id, vpc, name);
            return self.ask_view(View::Public, name);
        }
        let before = std::mem::replace(&mut self.view, View::Public);
        let of_aws = self.ask_names_of_aws(name, name);
        self.view = before;
        if let Some(status) = of_aws {
            return status;
        }
        // Asked by its own machines it will know what everybody knows; what is sent to it from AWS is meant to be its own.
        if self.asking.len() == 1 {
            return self.ask_view(View::Public, name);
        }
        let message = format!(
            "The resolver of {id} decides about {name}, and the names it knows are not in the design"
        );
        self.leave_open(id, message, "RSLV-07")
    }

    fn explain_no_forward(&mut self, id: &ResourceId, vpc: &ResourceId, name: &Name) {
        let resolver = self
            .network
            .vpc(vpc)
            .and_then(base_plus_two)
            .map_or("its base+2".to_owned(), |address| address.to_string());
        let message = format!(
            "{id} does not pass {name} on to the resolver of {vpc}, so private hosted zones and private DNS of {vpc} do not count: let it forward to {resolver}"
        );
        self.decide(Code::DnsCustomServerNoForward, id, message, "DHCP-03");
    }

    fn ask_internet(&mut self, asker: Asker<'a>, at: &str, name: &Name) -> DnsStatus {
        if let Some(vpc) = asker.vpc {
            let message = format!(
                "{at} is a resolver of the internet, so private hosted zones and private DNS of {vpc} do not count: ask AmazonProvidedDNS"
            );
            self.decide(Code::DnsCustomServerNoForward, vpc, message, "DHCP-03");
        }
        self.ask_view(View::Public, name)
    }

    /// The resolver of a VPC answers to sources within the VPC alone (DNS-02, PCX-09).
    fn refused_by_resolver(&mut self, asker: Asker<'a>, vpc: &ResourceId, at: &str) {
        let (code, whose, reference) = match asker.vpc {
            None => (Code::DnsOnpremQueriesVpc2, "from outside AWS", "DNS-02"),
            Some(_) => (Code::DnsCustomServerNoForward, "from another VPC", "PCX-09"),
        };
        let message = format!(
            "{at} is the resolver of {vpc}, which answers {vpc} alone and not questions {whose}: ask an inbound endpoint in {vpc} instead"
        );
        self.decide(code, vpc, message, reference);
    }

    /// Whether packets get from the asker to a server, by a trace; what blocks them is explained.
    fn gets_there(
        &mut self,
        asker: Asker<'a>,
        target: Option<Target>,
        server: &ResourceId,
    ) -> bool {
        let (Some(sender), Some(target)) = (asker.sender, target) else {
            return true;
        };
        let Target {
            address,
            protocol,
            port,
        } = target;
        let question = Question {
            from: sender.to_string(),
            to: address.to_string(),
            protocol,
            port,
        };
        let found = trace(self.network, &question);
        match found.verdict {
            Verdict::Reachable | Verdict::PartlyReachable => return true,
            Verdict::Unknown => {
                self.is_uncertain = true;
                let decision =
                    format!("Whether {sender} reaches {address} on {protocol}/{port} is not known");
                self.step(server, decision, "RSLV-07");
            }
            Verdict::Unreachable => {
                let message = format!(
                    "{sender} does not reach {address} of {server} on {protocol}/{port}, so nobody answers"
                );
                self.decide(Code::DnsServerUnreachable, server, message, "RSLV-07");
            }
        }
        let reasons: Vec<Explanation> = found.explanations().cloned().collect();
        for reason in reasons {
            self.explain(reason);
        }
        found.verdict == Verdict::Unknown
    }
}
