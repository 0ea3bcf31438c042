#!/usr/bin/env python3
"""Checks every field the importer reads against botocore's service models: names and nesting.

usage: shapes.py < lines such as `ec2:describe-vpcs Vpcs.CidrBlock`
Fails when AWS has no such command, or prints no such field.
"""

import sys

import botocore.session
from botocore import xform_name


def member(shape, name):
    """The shape of a member, lists entered; None when there is none."""
    while shape.type_name == "list":
        shape = shape.member
    if shape.type_name != "structure":
        return None
    return shape.members.get(name)


def shape_of(session, command):
    """The shape of what a command prints; None when there is no such command."""
    service, name = command.split(":")
    model = session.get_service_model(service)
    operations = [operation for operation in model.operation_names if xform_name(operation, "-") == name]
    return model.operation_model(operations[0]).output_shape if operations else None


def problem(session, line):
    """What is wrong with a line, or None. Where several commands print a list, one of them has to have the field."""
    commands, path = line.split(" ", 1)
    found = False
    for command in filter(None, commands.split(",")):
        shape = shape_of(session, command)
        if shape is None:
            return f"there is no command {command}"
        for name in path.split("."):
            shape = shape and member(shape, name)
        found = found or shape is not None
    return None if found else "AWS prints no such field"


def main():
    session = botocore.session.get_session()
    lines = [line for line in sys.stdin.read().splitlines() if line]
    wrong = [(line, what) for line in lines if (what := problem(session, line))]
    for line, what in wrong:
        print(f"{line}: {what}", file=sys.stderr)
    commands = {command for line in lines for command in line.split(" ")[0].split(",")}
    print(f"{len(lines)} fields of {len(commands)} commands, {len(wrong)} of them unknown to AWS")
    # An empty list would prove nothing.
    return 1 if wrong or len(lines) < 200 else 0


if __name__ == "__main__":
    sys.exit(main())
