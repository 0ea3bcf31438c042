//! Editing without a user interface: history, selection, tools, commands.
