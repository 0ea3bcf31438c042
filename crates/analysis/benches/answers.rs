//! What one answer costs in designs of every size, and what one edit costs when a thousand are kept.

#![expect(
    clippy::expect_used,
    reason = "a benchmark without its design has nothing to measure"
)]

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use vpcanvas_analysis::{KeptChecks, Question, Verdict, fixes, trace};
use vpcanvas_fixture::generated;
use vpcanvas_model::{Document, Properties, Protocol, Transaction};
use vpcanvas_network::resolve;

const SIZES: [usize; 4] = [100, 1_000, 10_000, 100_000];
const CHECKS: usize = 1_000;

fn design(resources: usize, checks: usize) -> Document {
    generated::design(resources, checks).expect("generated designs can be read")
}

/// Closes a security group.
fn edit(document: &Document, group: &str) -> Transaction {
    let mut record = document
        .resource(&group.into())
        .expect("it is there")
        .clone();
    if let Properties::SecurityGroup(group) = &mut record.properties {
        group.security_group_rules.clear();
    }
    let mut transaction = Transaction::new("Close a group");
    transaction.set_resource(document, &group.into(), Some(record));
    transaction
}

fn question() -> Question {
    Question {
        from: "i-3-a".to_owned(),
        to: "vpce-3".to_owned(),
        protocol: Protocol::Tcp,
        port: 443,
    }
}

fn one_trace(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("trace");
    let question = question();
    for size in SIZES {
        let network = resolve(&design(size, 0));
        assert_eq!(trace(&network, &question).verdict, Verdict::Reachable);
        group.bench_function(BenchmarkId::new("plain", size), |bench| {
            bench.iter(|| trace(&network, &question));
        });
        group.bench_function(BenchmarkId::new("recorded", size), |bench| {
            bench.iter(|| network.reading(|| trace(&network, &question)));
        });
    }
}

fn one_edit(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("edit with 1000 checks");
    let of_one = ("concerns one", "sg-3-endpoint");
    let of_all = ("concerns all", "sg-provider");
    for (name, of) in [of_one, of_all] {
        for size in SIZES {
            let document = design(size, CHECKS);
            let there = edit(&document, of);
            let back = there.inverse();
            let mut network = resolve(&document);
            let mut checks = KeptChecks::new(&network);
            let mut is_back = true;
            group.bench_function(BenchmarkId::new(name, size), |bench| {
                bench.iter(|| {
                    is_back = !is_back;
                    let touched = network.follow(if is_back { &back } else { &there });
                    checks.follow(&network, &touched)
                });
            });
        }
    }
}

fn fixes_of_one_blocker(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("fixes");
    let question = question();
    for size in SIZES {
        let document = design(size, 0);
        let closed = document.with(&edit(&document, "sg-3-endpoint"));
        let network = resolve(&closed);
        let answer = trace(&network, &question);
        let blocker = answer.explanations().next().expect("it is blocked");
        group.bench_function(BenchmarkId::from_parameter(size), |bench| {
            bench.iter(|| fixes(&network, &question, blocker));
        });
    }
}

criterion_group!(benches, one_trace, one_edit, fixes_of_one_blocker);
criterion_main!(benches);
