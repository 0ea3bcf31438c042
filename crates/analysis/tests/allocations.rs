//! What a trace takes from the allocator: little, and no more in a large design than in a small one.
#![cfg(test)]

use vpcanvas_analysis::{Question, Verdict, trace};
use vpcanvas_fixture::generated;
use vpcanvas_model::Protocol;
use vpcanvas_network::resolve;

/// How often a trace through an endpoint, its service and a load balancer allocates in a design of so many resources.
fn allocations(resources: usize) -> u64 {
    let network = resolve(&generated::design(resources, 0).unwrap());
    let question = Question {
        from: "i-3-a".to_owned(),
        to: "vpce-3".to_owned(),
        protocol: Protocol::Tcp,
        port: 443,
    };
    assert_eq!(trace(&network, &question).verdict, Verdict::Reachable);
    let taken = allocation_counter::measure(|| drop(trace(&network, &question)));
    taken.count_total
}

#[test]
fn a_trace_allocates_for_its_answer_and_not_for_the_design() {
    let small = allocations(100);
    assert_eq!(small, allocations(3_000));
    assert!(small < 60, "{small} allocations");
}
