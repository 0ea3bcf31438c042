//! The engine against a second opinion: a plain walk over plain data, written from the specification alone, that tries
//! packet after packet. Both have to agree on every question about a great many small random designs.
#![cfg(test)]
#![expect(
    clippy::cast_possible_truncation,
    reason = "every number of a small design is small"
)]

mod file;
mod random;
mod small;
mod walk;

use vpcanvas_analysis::{Question, Verdict, trace};
use vpcanvas_model::{Protocol, file as design_file};
use vpcanvas_network::resolve;

use random::Random;
use small::{Design, Transport};

/// How many designs are tried.
const DESIGNS: u64 = 100_000;
/// How many questions each of them is asked.
const QUESTIONS: usize = 4;

#[test]
fn a_plain_walk_agrees_with_the_engine() {
    let mut reachable = 0_u64;
    for seed in 0..DESIGNS {
        let mut random = Random::new(seed);
        let design = random::design(&mut random);

        let text = file::write(&design).to_string();
        let document = design_file::read(text.as_bytes()).unwrap();
        let network = resolve(&document);
        for _ in 0..QUESTIONS {
            let (from, to, transport, port) = random::question(&mut random, &design);
            let question = Question {
                from: file::instance_id(from),
                to: small::address(to).to_string(),
                protocol: protocol(transport),
                port,
            };
            let answer = trace(&network, &question);
            let expected = walk::arrives(&design, from, to, transport, port);
            let found = matches!(
                answer.verdict,
                Verdict::Reachable | Verdict::PartlyReachable
            );
            let is_open = leaves_open(&design) || learns_overlaps(&design);
            let excused = answer.verdict == Verdict::Unknown && is_open;
            assert!(
                excused || (found == expected && answer.verdict != Verdict::Unknown),
                "design {seed}: {question:?}: the walk says {expected}, the engine {answer:#?}\n{text}"
            );
            reachable += u64::from(expected);
        }
    }
    // Designs in which nothing works, or everything, would agree about nothing.
    let all = DESIGNS * QUESTIONS as u64;
    assert!(reachable > all / 20, "only {reachable} of {all} arrive");
    assert!(reachable < all - all / 20, "{reachable} of {all} arrive");
}

/// A load balancer with groups that PrivateLink traffic does not have to pass: a reference to them decides nothing (NLB-22).
fn leaves_open(design: &Design) -> bool {
    let mut services = design.services.iter();
    services.any(|service| !service.enforce && service.group.is_some())
}

/// A table of a transit gateway that would learn overlapping ranges: which of them AWS saw first is not told (TGW-04).
fn learns_overlaps(design: &Design) -> bool {
    let range = |attachment: &usize| design.vpcs[design.attachments[*attachment].vpc].range;
    design.transit_tables.iter().any(|table| {
        let ranges: Vec<_> = table.propagated.iter().map(range).collect();
        ranges.iter().enumerate().any(|(index, range)| {
            let mut others = ranges[..index].iter();
            others.any(|other| range.holds(other.0) || other.holds(range.0))
        })
    })
}

fn protocol(transport: Transport) -> Protocol {
    match transport {
        Transport::Tcp => Protocol::Tcp,
        Transport::Udp => Protocol::Udp,
        Transport::Icmp => Protocol::Icmp,
    }
}
