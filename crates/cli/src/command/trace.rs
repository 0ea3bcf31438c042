//! `vpcanvas trace`: whether one thing reaches another, by which way, and why not.

use serde::Serialize;
use vpcanvas_analysis::{
    Explanation, Fix, FlowTrace, Hop, Packet, Question, Step, Trace, Verdict, fixes, is_end, trace,
};
use vpcanvas_model::{Kind, Protocol, Resource, ResourceId};

use super::{
    Command, FORMATS, Format, dig, json,
    report::{Reason, push_lines, table},
};
use crate::{BadInput, Exit, Files, Output, arguments::Arguments, design::Design};

pub(super) const COMMAND: Command = Command {
    name: "trace",
    usage: "DESIGN --from ID|IP|internet --to ID|IP|NAME|internet [--protocol tcp|udp|icmp] [--port N] [--format human|json]",
    about: "Says whether one thing reaches another, by which way, and why not",
    options: &["from", "to", "protocol", "port", "format"],
    run,
};

pub(super) const PROTOCOLS: &[(&str, Protocol)] = &[
    ("tcp", Protocol::Tcp),
    ("udp", Protocol::Udp),
    ("icmp", Protocol::Icmp),
];

/// What nearly every service behind an endpoint listens on.
const ORDINARY_PORT: u16 = 443;

fn run(mut arguments: Arguments, files: &dyn Files) -> Result<Output, BadInput> {
    let format = arguments.choice("format", FORMATS)?;
    let from = arguments.required("from")?;
    let to = arguments.required("to")?;
    let protocol = arguments.choice("protocol", PROTOCOLS)?;
    let port = port(&mut arguments, protocol)?;
    let path = arguments.path("DESIGN")?;
    arguments.end()?;

    let design = Design::read(path, files)?;
    let question = Question {
        from: source(&design, "--from", &from)?.to_string(),
        to: destination(&design, to)?,
        protocol,
        port,
    };
    let answer = Answered {
        trace: &trace(&design.network, &question),
        design: &design,
    };
    let text = match format {
        Format::Human => answer.human(),
        Format::Json => json(&answer.json()),
    };
    let exit = Exit::holds_if(answer.trace.verdict == Verdict::Reachable);
    Ok(design.output(exit, text))
}

pub(super) fn port(arguments: &mut Arguments, protocol: Protocol) -> Result<u16, BadInput> {
    let Some(given) = arguments.option("port")? else {
        return Ok(ORDINARY_PORT);
    };
    if protocol == Protocol::Icmp {
        return Err(BadInput::misuse(
            "--port means nothing to icmp: leave it out",
        ));
    }
    match given.parse() {
        Ok(port @ 1..) => Ok(port),
        Ok(0) | Err(_) => Err(BadInput::misuse(format!(
            "--port {given}: expected a whole number from 1 to 65535"
        ))),
    }
}

/// Who can send: a resource with interfaces, a gateway or network whose other side is outside, the internet, an address, or
/// something of a kind this version does not know.
pub(super) fn source(design: &Design, option: &str, from: &str) -> Result<ResourceId, BadInput> {
    if from.parse::<std::net::IpAddr>().is_ok() {
        return Ok(ResourceId::from(from));
    }
    let id = design.source(option, from)?;
    let kind = design.document().resource(&id).map(Resource::kind);
    match kind {
        None => Ok(id),
        Some(kind) if is_end(kind) || kind == Kind::Other => Ok(id),
        Some(kind) => Err(format!(
            "{}: {option} {from}: a {kind} sends nothing, expected an instance, network interface, endpoint, endpoint service, load balancer, gateway, on-premises network, address or internet",
            design.path.display()
        )
        .into()),
    }
}

/// An id of the design, an address, the internet, or a name: what has a dot may be one, and DNS says whether it is.
pub(super) fn destination(design: &Design, to: String) -> Result<String, BadInput> {
    let is_id = design.document().id(&to).is_some();
    let is_address = to.parse::<std::net::IpAddr>().is_ok();
    if is_id || is_address || to == "internet" || to.contains('.') {
        return Ok(to);
    }
    Err(design.unknown(
        "--to",
        &to,
        "the id of a resource, an address, internet or a DNS name",
    ))
}

/// A trace with the design whose fixes it offers.
struct Answered<'a> {
    trace: &'a Trace,
    design: &'a Design,
}

impl<'a> Answered<'a> {
    fn fixes(&self, explanation: &Explanation) -> Vec<Fix> {
        fixes(&self.design.network, &self.trace.question, explanation)
    }

    fn human(&self) -> String {
        let Question { from, to, .. } = &self.trace.question;
        let verdict = self.trace.verdict.as_str();
        let mut text = String::new();
        let service = service(&self.trace.question);
        push_lines(
            &mut text,
            0,
            [format!("{from} → {to}, {service}: {verdict}")],
        );
        if let Some(resolution) = &self.trace.resolution {
            text.push('\n');
            push_lines(&mut text, 0, [dig::in_one_line(resolution)]);
            self.reasons(&mut text, 2, &resolution.explanations);
        }
        if !self.trace.general.is_empty() {
            text.push('\n');
            self.reasons(&mut text, 0, &self.trace.general);
        }
        for flow in &self.trace.flows {
            text.push('\n');
            self.flow(&mut text, flow);
        }
        text
    }

    fn flow(&self, text: &mut String, flow: &FlowTrace) {
        let heading = format!("{}: {}", flow.destination, flow.verdict.as_str());
        push_lines(text, 0, [heading]);
        self.reasons(text, 2, &flow.explanations);
        for warning in &flow.warnings {
            let mut warned = Reason::new(warning, &[]).lines();
            if let Some(first) = warned.first_mut() {
                first.insert_str(0, "warning: ");
            }
            push_lines(text, 2, warned);
        }
        way(text, "there", &flow.forward);
        way(text, "back", &flow.back);
    }

    fn reasons(&self, text: &mut String, indent: usize, explanations: &[Explanation]) {
        for explanation in explanations {
            let reason = Reason::new(explanation, &self.fixes(explanation)).lines();
            push_lines(text, indent, reason);
        }
    }

    fn json(&self) -> Answer<'a> {
        let question = &self.trace.question;
        let reasons = |explanations: &'a [Explanation]| -> Vec<Reason<'a>> {
            let reason = |explanation| Reason::new(explanation, &self.fixes(explanation));
            explanations.iter().map(reason).collect()
        };
        Answer {
            query: Query {
                from: &question.from,
                to: &question.to,
                protocol: question.protocol.as_str(),
                port: (question.protocol != Protocol::Icmp).then_some(question.port),
            },
            verdict: self.trace.verdict.as_str(),
            resolution: self.trace.resolution.as_ref().map(dig::Answer::new),
            flows: self
                .trace
                .flows
                .iter()
                .map(|flow| Flow {
                    destination: flow.destination.to_string(),
                    verdict: flow.verdict.as_str(),
                    forward: flow.forward.iter().map(HopReport::new).collect(),
                    back: flow.back.iter().map(HopReport::new).collect(),
                    explanations: reasons(&flow.explanations),
                    warnings: reasons(&flow.warnings),
                })
                .collect(),
            explanations: reasons(&self.trace.general),
        }
    }
}

fn service(question: &Question) -> String {
    match question.protocol {
        Protocol::Icmp => "icmp".to_owned(),
        Protocol::Tcp | Protocol::Udp => format!("{}/{}", question.protocol, question.port),
    }
}

/// The hops of a way, each with its steps: what the rule said, in a sentence, and the rule of the specification.
fn way(text: &mut String, called: &str, hops: &[Hop]) {
    if hops.is_empty() {
        return;
    }
    push_lines(text, 2, [called.to_owned()]);
    for hop in hops {
        push_lines(text, 4, [format!("{} ({})", hop.component, hop.kind)]);
        let rows: Vec<Vec<String>> = hop
            .steps
            .iter()
            .map(|step| {
                let outcome = step.outcome.as_str().to_owned();
                vec![outcome, format!("{} ({})", step.sentence(), step.reference)]
            })
            .collect();
        push_lines(text, 6, table(&rows));
    }
}

/// A trace as JSON.
#[derive(Serialize)]
struct Answer<'a> {
    query: Query<'a>,
    verdict: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    resolution: Option<dig::Answer<'a>>,
    flows: Vec<Flow<'a>>,
    /// Reasons that concern no flow.
    explanations: Vec<Reason<'a>>,
}

#[derive(Serialize)]
struct Query<'a> {
    from: &'a str,
    to: &'a str,
    protocol: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    port: Option<u16>,
}

#[derive(Serialize)]
struct Flow<'a> {
    destination: String,
    verdict: &'a str,
    forward: Vec<HopReport<'a>>,
    #[serde(rename = "return")]
    back: Vec<HopReport<'a>>,
    explanations: Vec<Reason<'a>>,
    warnings: Vec<Reason<'a>>,
}

#[derive(Serialize)]
struct HopReport<'a> {
    component: &'a str,
    kind: &'a str,
    steps: Vec<StepReport<'a>>,
}

#[derive(Serialize)]
struct StepReport<'a> {
    component: &'a str,
    outcome: &'a str,
    message: String,
    before: PacketReport<'a>,
    after: PacketReport<'a>,
    reference: &'a str,
}

#[derive(Serialize)]
struct PacketReport<'a> {
    protocol: &'a str,
    source: String,
    source_ports: String,
    destination: String,
    destination_ports: String,
}

impl<'a> HopReport<'a> {
    fn new(hop: &'a Hop) -> Self {
        Self {
            component: hop.component.as_str(),
            kind: hop.kind,
            steps: hop.steps.iter().map(StepReport::new).collect(),
        }
    }
}

impl<'a> StepReport<'a> {
    fn new(step: &'a Step) -> Self {
        Self {
            component: step.component.as_str(),
            outcome: step.outcome.as_str(),
            message: step.sentence(),
            before: PacketReport::new(&step.before),
            after: PacketReport::new(&step.after),
            reference: step.reference,
        }
    }
}

impl PacketReport<'_> {
    fn new(packet: &Packet) -> Self {
        Self {
            protocol: packet.protocol.as_str(),
            source: packet.source.to_string(),
            source_ports: packet.source_ports.to_string(),
            destination: packet.destination.to_string(),
            destination_ports: packet.destination_ports.to_string(),
        }
    }
}
