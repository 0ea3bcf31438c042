//! Prints every field path that the import from AWS reads, a line each, for `tests/aws/shapes.py`.

#![expect(clippy::print_stdout, reason = "an example prints")]

fn main() {
    for line in vpcanvas_interchange::aws_describe::shapes() {
        println!("{line}");
    }
}
