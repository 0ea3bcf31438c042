//! What it costs to resolve a design cold, to follow one edit of it, and to look around in it.

#![expect(
    clippy::expect_used,
    reason = "a benchmark without its design has nothing to measure"
)]

use std::hint::black_box;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use vpcanvas_fixture::generated;
use vpcanvas_model::{Document, Properties, ResourceId, Transaction};
use vpcanvas_network::resolve;

const SIZES: [usize; 4] = [100, 1_000, 10_000, 100_000];

fn design(resources: usize) -> Document {
    generated::design(resources, 0).expect("generated designs can be read")
}

/// A rule more in a security group of one consumer.
fn edit(document: &Document) -> Transaction {
    let id = ResourceId::from("sg-3-endpoint");
    let mut record = document.resource(&id).expect("it is there").clone();
    if let Properties::SecurityGroup(group) = &mut record.properties {
        group
            .security_group_rules
            .extend(group.security_group_rules.clone());
    }
    let mut transaction = Transaction::new("Add a rule");
    transaction.set_resource(document, &id, Some(record));
    transaction
}

fn cold(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("resolve");
    group.sample_size(10);
    for size in SIZES {
        let document = design(size);
        group.throughput(Throughput::Elements(size as u64));
        group.bench_with_input(
            BenchmarkId::from_parameter(size),
            &document,
            |bench, document| {
                bench.iter_batched(|| (), |()| resolve(document), BatchSize::PerIteration);
            },
        );
    }
}

fn follow(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("follow");
    for size in SIZES {
        let document = design(size);
        let there = edit(&document);
        let back = there.inverse();
        let mut network = resolve(&document);
        group.bench_function(BenchmarkId::from_parameter(size), |bench| {
            bench.iter(|| (network.follow(&there), network.follow(&back)));
        });
    }
}

fn look(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("look");
    for size in SIZES {
        let network = resolve(&design(size));
        let (vpc, subnet) = (ResourceId::from("vpc-3"), ResourceId::from("subnet-3-a"));
        let address = [10, 0, 1, 50].into();
        group.bench_function(BenchmarkId::new("interface_at", size), |bench| {
            bench.iter(|| black_box(network.interface_at(&vpc, address)).is_some());
        });
        group.bench_function(BenchmarkId::new("route_table_of", size), |bench| {
            bench.iter(|| black_box(network.route_table_of(&subnet)).is_some());
        });
    }
}

criterion_group!(benches, cold, follow, look);
criterion_main!(benches);
