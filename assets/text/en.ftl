### The text of the window of VPCanvas, in English. Another language is another file beside this one, with the same ids.
###
### Kinds of resources, properties, codes such as ENI_SG_RULES_MISMATCH and other names that AWS gives stay as they are.
### Sentence case; no full stop behind a single sentence; … on what opens something.
### In braces stands what is filled in: a comment says what, where its name does not. Numbers can choose a plural.

## Menus: the titles of the menu bar.

menu-file = File
menu-edit = Edit
menu-arrange = Arrange
menu-view = View
menu-tools = Tools
menu-help = Help

## Commands: what menus, the command palette and the overview of keys call them. A command is found by its words.

command-New = New design
command-Open = Open…
command-ImportFromAws = Import from AWS…
command-OpenPrivateLinkExample = Open example: SaaS over PrivateLink
command-OpenEndpointExample = Open example: Endpoint and ENI
command-Versions = Versions…
command-Save = Save
command-SaveAs = Save as…
command-ExportSvg = Export SVG…
command-ExportPng = Export PNG…

command-Undo = Undo
command-Redo = Redo
command-InsertByName = Insert…
command-InsertContainer = Insert a container…
command-NewNote = Write a note
command-NoteOnObject = Write on the selected object
command-Duplicate = Duplicate
command-Copy = Copy
command-CopySvg = Copy as SVG
command-CopyPng = Copy as PNG
command-Cut = Cut
command-Paste = Paste
command-MoveInto = Move into…
command-Delete = Delete
command-Rename = Rename
command-Find = Find…
command-FindNext = Find next
command-FindPrevious = Find previous
command-SelectAll = Select all
command-GoLeft = Select to the left
command-GoRight = Select to the right
command-GoUp = Select above
command-GoDown = Select below
command-GoInto = Select inside
command-GoOutOf = Select the container around
command-ConnectLeft = Insert connected, to the left…
command-ConnectRight = Insert connected, to the right…
command-ConnectUp = Insert connected, above…
command-ConnectDown = Insert connected, below…
command-SaySelection = Say what is selected
command-Escape = Select nothing

command-AlignLeft = Align left
command-AlignCenter = Align center
command-AlignRight = Align right
command-AlignTop = Align top
command-AlignMiddle = Align middle
command-AlignBottom = Align bottom
command-DistributeHorizontally = Distribute horizontally
command-DistributeVertically = Distribute vertically
command-Snap = Snap to grid and neighbours
command-FitToContents = Fit container to its contents
command-TidyContainer = Lay out container…
command-TidySelection = Lay out selection…
command-TidyAll = Lay out everything…
command-Collapse = Collapse container
command-Expand = Expand container
command-FoldAlike = Fold like consumers…
command-ToggleLock = Lock or unlock
command-LockLayout = Lock layout

command-ZoomIn = Zoom in
command-ZoomOut = Zoom out
command-ZoomActual = Zoom to 100 %
command-ZoomFit = Zoom to fit
command-ZoomSelection = Zoom to selection
command-Routing = Show routing
command-SecurityGroups = Show security groups and ACLs
command-Dns = Show names and resolvers
command-PrivateLink = Show PrivateLink
command-Internet = Show internet gateways
command-ShowAll = Show everything
command-LabelsAll = Show all labels of lines
command-LabelsOfSelection = Show the labels of selected lines
command-LabelsNone = Show no labels of lines
command-Grid = Show or hide grid
command-Minimap = Show or hide minimap
command-ToggleTheme = Light or dark theme
command-FocusMode = Hide or show panels
command-ShowOutline = Show outline
command-ShowPalette = Show palette
command-ShowProblems = Show problems
command-ShowTrace = Show trace
command-ShowDns = Show DNS
command-ShowChecks = Show checks
command-ShowMatrix = Show matrix
command-ShowImportReport = Show import report
command-ShowLesson = Show lesson
command-NextStep = Next step of the lesson
command-PreviousStep = Previous step of the lesson

command-SelectTool = Select
command-HandTool = Hand
command-ConnectTool = Connect
command-LaserTool = Laser pointer
command-KeepTool = Keep the tool after use
command-ProbeTool = Probe a connection
command-Dig = Look up a name
command-TraceFrom = Trace from here
command-TraceTo = Trace to here
command-Reach = Who can reach this, what can this reach
command-PreviewFix = Preview the first fix
command-ApplyFix = Apply the first fix
command-AddCheck = Keep the trace as a check
command-NextProblem = Next problem
command-PreviousProblem = Previous problem

command-CommandPalette = Find a command…
command-Shortcuts = Keyboard shortcuts…
command-Settings = Settings…

# What would be undone or done again. $command: Undo or Redo. $change: the change, such as Move 3 resources.
command-with-change = { $command }: { $change }

## What commands say at the bottom of the window once they are carried out.

# $change: the change, such as Move 3 resources.
said-undone = Undone: { $change }
said-done-again = Done again: { $change }
said-nothing-found = Nothing has “{ $sought }” on it
said-copied = { $count ->
    [one] Copied { $count } object
   *[other] Copied { $count } objects
}
said-copied-svg = Copied the picture as SVG
# How many pixels the picture has.
said-copied-png = Copied the picture as PNG, { $width } × { $height } pixels
said-not-copied = The picture cannot be copied: { $why }
said-nothing-that-way = There is nothing that way
said-laser = Press to leave a trail · { $keys } to select again
said-nothing-to-paste = The clipboard holds no design to paste
said-in-line-already = They stand so already
said-nothing-placed-by-hand = Nothing there was placed by hand
said-nothing-to-collapse = Select a container, or something in one
said-nothing-alike = No more than three consumers are alike
# $done: how many VPCs and accounts are laid out. $total: of how many.
said-laying-out = Laying out: { $done } of { $total } · Esc cancels
said-laying-cancelled = The layout was cancelled; nothing has moved
said-nothing-to-expand = Nothing of the selection is collapsed
said-layout-locked = The layout is locked: nothing moves by hand
said-layout-unlocked = The layout is unlocked
# $holder: the tile that is seen instead. $key: what opens it, such as Ctrl+End.
said-hidden = { $name } is in { $holder }, which is collapsed; { $key } opens it
# $kind: a kind of resource, as AWS spells it.
said-no-end = A { $kind } sends and receives nothing: choose what has an address
said-save-not-finished = Another save is not finished; finish or cancel it
said-exported = Exported { $name }
said-saved = Saved { $name }
said-saved-another = Saved { $name }, which is not the design shown now
said-import-cancelled = The import was cancelled; nothing has changed
said-report-copied = The import report is on the clipboard
said-hand = Drag to move the picture · { $keys } to select again
# How a tool is used. $keys: Shift, Click. $does: what the key does, in the words of the tool.
said-tool = { $keys } to { $does }

## Why a command does nothing now.

refused-undo = There is nothing to undo
refused-redo = There is nothing to do again
refused-several = Select several objects first
refused-three = Select three objects or more first
refused-container = Select a container first, such as a VPC or a subnet
refused-show-all = Nothing is left out of the picture
refused-selection = Select something first
refused-one = Select one object first
refused-find = Look for something first
refused-fix = No fix is known for what is shown
refused-report = Nothing was imported yet
refused-last-step = This is the last step of the lesson
refused-first-step = This is the first step of the lesson

## What a change is called in the history and after Undo.

change-add-check = Add a check
change-remove-check = Remove a check
# A change made to several objects at once. $change: what it is called for the first of them.
change-and-more = { $change } and { $count } more

## The name a check gets that is made of a trace. $service: tcp/443.

check-name-reaches = { $from } reaches { $to } on { $service }
check-name-does-not-reach = { $from } does not reach { $to } on { $service }

## The top bar and the title of the window.

bar-saved = Saved
bar-not-saved = Not saved
# $mark: a dot if there are unsaved changes.
bar-window-title = { $mark }{ $name } – VPCanvas

## The bottom bar: the verdict on the design, and an import that goes on.

status-no-checks = No checks
status-checks-hold = { $checks ->
    [one] The check holds
   *[other] All { $checks } checks hold
}
status-checks-fail = { $failed } of { $checks } checks do not hold
status-errors = { $errors ->
    [0] no errors
    [one] { $errors } error
   *[other] { $errors } errors
}
# $checks and $errors: two of the sentences above.
status-summary = { $checks }, { $errors }
status-cancel-import = Cancel import
status-reading = Reading { $name }
# How far an import is. $place: the file being read.
status-importing = File { $files }, { $elements } elements: { $place }
# For screen readers.
status-selected = Selected: { $object }

## The field that finds commands, objects and what to insert.

find-everything = Find a command or an object
find-objects = Find by name, tag, address, range, port or problem
find-insert = Find what to insert
find-connected = Find what to insert, connected
find-home = Find what to move it into
find-frame = { $kind } in { $container }
find-no-home = It can stand nowhere else
find-no-connection = It has no connections
find-objects-help = A word, 10.0.3.7, 10.0.0.0/16, port 443 or SG_HAS_NO_RULES
find-no-object = Nothing in the design has this on it
find-nothing = Nothing has these letters in its name

## Severities, in words for those who do not see the color.

severity-error = Error
severity-warning = Warning
severity-info = Hint

## Parts that stand on the left, and the parts of the dock at the bottom. Numbers say how much there is to look at.

tab-palette = Palette
tab-outline = Outline
tab-problems = Problems
tab-problems-count = Problems ({ $count })
tab-trace = Trace
tab-dns = DNS
tab-checks = Checks
tab-checks-count = Checks ({ $held } of { $all } hold)
tab-matrix = Matrix
tab-import-report = Import report
tab-import-report-count = Import report ({ $count })
tab-lesson = Lesson
tab-lesson-count = Lesson ({ $reached } of { $goals })

## The palette and the outline, on the left.

palette-help = Drag onto the canvas, or click to put it into what is selected
outline-empty = The design is empty
# What a screen reader says of a line. $count: how many stand directly in it.
# Where what stands in nothing else stands.
outline-canvas = The canvas
outline-leaf = { $kind } { $name }
outline-open = { $kind } { $name }, { $count } inside, open
outline-closed = { $kind } { $name }, { $count } inside, closed
# The signs at the end of a line: what is seen of something on the canvas.
outline-locked = { $name } is locked
outline-collapse = Collapse { $name } on the canvas
outline-expand = Expand { $name } on the canvas

## The canvas.

# $keys: what inserts something by its name, such as I.
canvas-empty = Drag an account or a VPC here from the palette, press { $keys } to insert something by its name, or open an example from the File menu
canvas-would-change = Would change
canvas-collapse = Collapse { $name }
canvas-expand = Expand { $name }
canvas-way-back = Back to the design
canvas-minimap = Minimap
# $what: sides of the design, such as routing, DNS.
canvas-not-shown = Not shown: { $what } – show everything

## The inspector, on the right. $field: a property as AWS spells it, such as CidrBlock.

inspector = Inspector
inspector-nothing-selected = Click an object to see and change its properties, or drag one here from the palette
inspector-objects = { $count ->
    [0] The design is empty
    [one] { $count } object in the design
   *[other] { $count } objects in the design
}
inspector-selected = { $count } objects selected
inspector-stands-for = This tile stands for { $count } VPCs
inspector-own = { $field }: each has its own
inspector-more = and { $count } more
inspector-all-of-kind = All of kind { $kind }
inspector-differ-in = { $field }: change it one by one, they differ
# $name: the object whose value is shown.
inspector-differ = They differ; this is that of { $name }:
inspector-name = Name
inspector-name-help = What it is called on the canvas and in lists; its id stays the same
inspector-others = Other properties
inspector-others-help = This version does not know them; they are kept as they are
inspector-add = Add
inspector-add-choice = Add…
# The same for screen readers.
inspector-add-to = Add to { $field }
inspector-remove = Remove { $value } from { $field }
inspector-new-entry = New entry
inspector-no-other = The design has no other
inspector-none = None
inspector-show = Show { $object }
inspector-missing = { $object } (missing)
inspector-choose = Choose { $field }
# $what: a number from 1 to 65535.
inspector-expected = expected { $what }
inspector-default = { $value } (default)

## The address plan of a VPC, in the inspector. $block: a range such as 10.0.1.0/24. $room: how much there is in one, plan-addresses
## or plan-blocks. $fill: how full a subnet is, plan-fill or plan-taken.

plan-of = Address plan of { $vpc }
plan-no-range = It has no range yet; give it a CidrBlock below
plan-addresses = { $count } addresses
plan-blocks = { $count } blocks of /64
plan-free = { $room } free
plan-of-all = of { $room }
plan-outside = lies in no range of the VPC
plan-overlaps = overlaps { $others }
plan-more = { $count ->
    [one] and { $count } more block
   *[other] and { $count } more blocks
}
plan-no-zone = No zone
plan-subnet = { $zone } · { $fill }
plan-fill = { $taken } of { $usable } addresses taken
plan-taken = { $taken } addresses taken
plan-extent = { $first } to { $last }, { $room }
plan-place = Place a new subnet here
# The same for screen readers.
plan-place-at = Free { $block }, { $room }: place a new subnet here
plan-part = { $subnet } { $block }, { $fill }
plan-part-free = Free { $block }, { $room }
plan-use = Use { $block }
plan-new = New subnet
plan-new-size = Size of the new subnet
plan-new-zone = Zone of the new subnet
# $length: a prefix length such as 24.
plan-size = /{ $length }, { $usable } usable
plan-with = With { $block }
plan-add = Add subnet { $block }
plan-move = Move or resize
plan-move-range = Another range of the subnet
plan-move-size = Another size of the subnet
plan-stay = Every address stays as it is
# $each: some of them, by names.
plan-moved = { $count ->
    [one] { $count } address becomes another: { $each }
   *[other] { $count } addresses become others: { $each }
}
plan-stranded = { $count ->
    [one] { $count } address falls outside: { $each }
   *[other] { $count } addresses fall outside: { $each }
}
plan-mentions = Still named as before in { $each }
plan-named = { $first } and { $more } more
plan-preview = Preview…
plan-preview-help = See it on the canvas and in every answer first
# What is previewed, in fix-preview.
plan-sort = another range
plan-change = Change range

## The rules of security groups and network ACLs, in the inspector. $rule: one of them, rules-rule or rules-rule-numbered.

rules-try = Try a packet
rules-try-help = What these rules say about a packet, decided as in a trace
rules-try-peer = The other side of the packet
rules-try-peer-hint = address or id of the other side
rules-try-service = Service of the packet
rules-in = In
rules-out = Out
rules-inbound = Inbound
rules-outbound = Outbound
rules-add-inbound = Add an inbound rule
rules-add-outbound = Add an outbound rule
rules-rule = Rule { $number }
# $direction: rules-inbound or rules-outbound.
rules-rule-numbered = { $direction } rule { $number }
rules-duplicate = Duplicate { $rule }
rules-remove = Remove { $rule }
rules-service = service
rules-service-of = Protocol and ports of { $rule }
rules-peer = other side
rules-range = range
rules-peer-of = Other side of { $rule }
rules-description = what it is for
rules-description-of = Description of { $rule }
rules-number = number
rules-number-of = Number of { $rule }
rules-number-expected = expected a number from 1 to 32766
rules-action-of = What { $rule } does
rules-matches = Lets the packet pass
rules-decides-allow = Decides first: lets it pass
rules-decides-deny = Decides first: drops it
rules-last = * denies everything else
# $answer: a sentence of the analysis.
rules-request = Request: { $answer }
rules-reply = Reply: { $answer }
rules-reply-ports = A network ACL keeps nothing in mind: the reply goes to the port the client chose, 32768-60999 on Linux, and 1024-65535 covers every client (NACL-03, NACL-07)
rules-renumber = Number by { $gap }

## The routes of a table, in the inspector. $route: one of them, routes-route.

routes-help = The routes besides the local ones; the longest that covers an address wins
routes-address = Address to find the route of
routes-address-hint = address: which route wins?
routes-none = No route covers it, so the packet is dropped (RT-10)
routes-add = Add a route
routes-route = Route { $number }
routes-destination = destination
routes-destination-of = Destination of { $route }
routes-target = target
routes-target-of = Target of { $route }
# $field: a property as AWS spells it.
routes-word-of = { $field } of { $route }
routes-static = static
routes-of-table = with the table
routes-propagated = propagated
routes-advertised = advertised
routes-wins = Wins
routes-wins-blackhole = Wins and discards the packet: a blackhole (RT-09)
# $reason: a sentence of the analysis.
routes-loses = Not taken: { $reason }

## Problems, reasons and fixes.

problems-none = No problems found
reason-rule = The rule of the AWS semantics this follows
reason-unverified = AWS does not document this case; it is not confirmed
# $change: what the fix does, in a line.
fix-preview = Preview: { $change }
fix-make = Fix: { $change }
fix-one-step = One step: undo takes it back
# A change that is looked at before it is made. $sort: one of those below.
fix-card = Preview of { $sort }, not made yet
fix-sort-fix = a fix
fix-sort-fold = folded consumers
fix-sort-layout = a new layout
# What the verdict on the design becomes by it.
fix-then = Then: { $verdict }
fix-keep = Keep it
fix-leave = Leave it
fix-keys = Enter or { $keys }, or Esc

## Trace: a connection asked about, and its way.

trace-no-question = Choose a source and a destination, or take the probe (P) and click both on the canvas
trace-from = From
trace-to = To
trace-over = Over
trace-to-hint = Object, address or name
trace-protocol = Protocol
trace-port = Port
# The name of the way on the canvas.
trace-probe = Probe
trace-choose = Choose
trace-choose-destination = Choose a destination
trace-internet = The internet
trace-add-check = Add as check
trace-add-check-help = Expect this from now on
trace-nothing-sent = Nothing is sent
trace-way-there = Way there
trace-way-back = Way back
trace-nothing-this-way = Nothing is sent this way
trace-step-passes = passes
trace-step-blocks = blocks
trace-step-unknown = unknown

## DNS: what a name resolves to. $from: a VPC, an instance or a network on premises.

dns-no-question = Choose a VPC and type a name to see what it resolves to from there
dns-name = Name
dns-from = From
dns-compare = Compare views
dns-record-type = Record type
dns-names = Names in the design
dns-look-up = Look this name up
dns-choose-name = Choose a name of the design
dns-no-names = The design names nothing yet
dns-choose = Choose
# At the end of an answer: who decided. $decider: a zone, a rule or a VPC.
dns-decided-by = , as { $decider } says
# $by: who decided, in the words above, or nothing.
dns-answer-records = From { $from }, { $name } has the records below{ $by }
# $addresses: one, or several joined by dns-and.
dns-answer-addresses = From { $from }, { $name } is { $addresses }{ $by }
# Stands between two addresses, with a space at either side.
dns-and = and
dns-answer-no-name = From { $from } there is no { $name }{ $by }
dns-answer-no-record = From { $from }, { $name } exists without a record of type { $type }{ $by }
dns-answer-failed = From { $from }, { $name } cannot be resolved{ $by }
dns-answer-silence = From { $from }, nobody answers the question for { $name }{ $by }
dns-answer-public = From { $from }, { $name } is what public DNS says
dns-answer-unknown = From { $from }, the design does not tell what { $name } is{ $by }
dns-views = Seen from every VPC
dns-show-view = Show this view
dns-noerror = Resolves (NOERROR)
dns-nxdomain = No such name (NXDOMAIN)
dns-nodata = No record of this type (NODATA)
dns-servfail = Cannot be resolved (SERVFAIL)
dns-timeout = Nobody answers (TIMEOUT)
dns-public = Public DNS decides, and the design does not hold it
dns-unknown = Cannot be told from the design (UNKNOWN)
dns-chain = Who had a say

## Checks: what the author expects of the design.

checks-none = The design has no checks. Ask a question in the Trace panel and keep it with “Add as check”
checks-holds = Holds
checks-fails = Does not hold
checks-remove = Remove the check { $name }
# $expected and $found: how a connection ends or what a name resolves to.
checks-difference = expected { $expected }, found { $found }
checks-show = Show how it is decided

## Matrix: who reaches what.

matrix-gone = It is no longer in the design; choose “Everything”
matrix-empty = There is nothing to compare yet: the rows are instances and interfaces, the columns endpoints, endpoint services and load balancers
matrix-everything = Everything
matrix-only = Only { $object }
matrix-progress = Tracing, { $percent } % done
# $sources, $services, $traces: one of the three below.
matrix-size = { $sources } by { $services }, { $traces } for all pairs that behave alike
matrix-sources = { $count ->
    [one] { $count } source
   *[other] { $count } sources
}
matrix-services = { $count ->
    [one] { $count } service
   *[other] { $count } services
}
matrix-traces = { $count ->
    [one] { $count } trace
   *[other] { $count } traces
}
# What a screen reader says of a connection. $service: tcp/443. $verdict: Reachable.
matrix-connection = { $from } to { $to } { $service }: { $verdict }
# $reason: matrix-reason.
matrix-connection-blocked = { $from } to { $to } { $service }: { $verdict }, { $reason }
# $code: ENI_SG_RULES_MISMATCH. $object: whose rule blocks.
matrix-reason = { $code } at { $object }
# Under the pointer, below the connection.
matrix-click = Click for the trace
matrix-who-reaches = Who can reach { $object }: { $arriving } of { $all }
matrix-what-it-reaches = What { $object } can reach: { $arriving } of { $all }
matrix-nothing-else = There is nothing else in the design that could

## Lesson: steps with goals, read beside the design.

lesson-none = The design has no lesson
lesson-unreadable = The lesson cannot be read: { $error }. Mend lesson.md and open the design again
lesson-previous = Previous
lesson-next = Next
lesson-progress = { $reached } of { $goals } goals reached
# $state: one of the three below.
lesson-goal = Goal: { $state }
lesson-reached = Reached
lesson-open = Not reached
lesson-undecided = Cannot be decided
lesson-show-goal = Show how it is decided
lesson-no-check = Line { $line } of lesson.md names a check that the design does not have

## Notes: words for people, on paper of their own on the canvas or on any object.

note-field = Note
note-help = Words for people; no answer depends on them
note-hint = Write a note

## Import: what becomes of what the AWS command line printed, and the report.

import-question = Import { $name }
import-summary = { $resources } resources; { $kept } kept but not analysed, { $ignored } ignored, { $problems } problems, { $absent } outputs not collected
import-cancel = Cancel
import-as-new = As a new design
# $name: the name of the design that is open.
import-here = Into { $name }
# The lists of the preview, each with how many there are.
import-added = Added: { $count }
import-changed = Changed: { $count }
import-gone = Gone from AWS: { $count }
import-remove-gone = Remove what is gone ({ $count })
import-what-stays = Places on the canvas, names given by hand and checks stay as they are
import-more = and { $count } more
import-copy = Copy as text
import-save = Save as JSON…

## Dialogs. Their buttons say what they do.

dialog-ok = OK
dialog-cancel = Cancel
dialog-close = Close
dialog-unsaved = Save changes?
dialog-unsaved-text = { $name } has changes that are not saved
dialog-do-not-save = Do not save
dialog-save = Save
dialog-recover = Bring back unsaved changes?
# The same for screen readers.
dialog-recover-named = Bring back unsaved changes to { $name }?
dialog-recover-text = The last session ended with changes to { $name } that were not saved
dialog-discard = Discard them
dialog-bring-back = Bring back
dialog-import = Import from AWS
dialog-shortcuts = Keyboard shortcuts

## What did not work, and what to do. $why: a sentence of the system.

failed = That did not work
failed-open-design = Cannot open the design
failed-open = Cannot open { $name }
failed-import = Cannot import { $name }
failed-export = Cannot export the picture
failed-recovery = Cannot bring back unsaved changes to { $name }
# $key: the name under which the program's storage keeps it.
failed-recovery-text = { $why }. The text is kept in the program's storage as “{ $key }”.
failed-read = Cannot read { $place }: { $why }
failed-save = Cannot save { $place }: { $why }. Your changes are still here; save them elsewhere.
failed-no-dialogs = This system has no file dialogs. Install zenity or a desktop portal, or drop the file on the window. Your changes are still here.
failed-dialog-broke = The system's file dialog broke down. Your changes are still here; try again.
failed-picker = Cannot show the file picker: { $why }
failed-download = Cannot download { $name }: { $why }. Your changes are still here.
failed-browser-read = the browser could not read it
failed-chosen-file = a file that was chosen

## The titles of the system's file dialogs.

file-dialog-open = Open a design
file-dialog-save = Save
file-dialog-import = Import from AWS: a folder of JSON

## Settings: the dialog of that name.

dialog-settings = Settings
settings-appearance = Appearance
settings-theme = Theme
settings-theme-system = As the system
settings-theme-light = Light
settings-theme-dark = Dark
settings-contrast = Contrast
settings-contrast-normal = Normal
settings-contrast-high = High
settings-motion = Motion
settings-motion-system = As the system asks
settings-motion-full = Full
settings-motion-reduced = Reduced
settings-size = Size
settings-smaller = Smaller
settings-larger = Larger
settings-percent = { $scale } %
settings-canvas = Canvas
settings-wheel = Wheel
settings-wheel-pan = Moves the picture
settings-wheel-zoom = Zooms
settings-wheel-auto = Auto
settings-wheel-help = Auto: a wheel with notches zooms, two fingers move the picture. With Ctrl it always zooms.
settings-inside = Drag in a container
settings-inside-selects = Selects
settings-inside-moves = Moves the container
settings-guides = Snap to guides
settings-grid = Snap to the grid
settings-minimap = Show the minimap when not everything is in sight
settings-reset = Reset to defaults
# What a screen reader says of a choice: the setting, and what it would be.
settings-choice = { $name }: { $choice }
status-settings-not-kept = The settings hold until the window is closed: { $why }

## What the program keeps for itself, in a folder of the user or in the browser's storage.

store-cannot-write = { $path } cannot be written: { $why }
store-full = the browser keeps no more for this page

## The overview of keys, in which each command can be given others.

shortcuts-search = Find a command, or whose keys some are
shortcuts-help = Press on keys to change them. While a change is looked at, Enter keeps it and Esc leaves it
shortcuts-press = Press the new keys, Esc leaves them
# What a screen reader says of the keys of a command.
shortcuts-change = Keys of { $command }: { $keys }
shortcuts-reset = Reset
shortcuts-reset-one = Reset the keys of { $command }
shortcuts-reset-all = Reset all keys
shortcuts-taken = { $keys } are the keys of “{ $by }”. Shall “{ $command }” have them instead?
shortcuts-leave = Leave them
shortcuts-take = Take them over
shortcuts-kept-by-browsers = { $keys } would not arrive: browsers keep these keys for themselves. Press others.
shortcuts-kept-by-system = { $keys } is for the clipboard. Press others.
shortcuts-kept-by-program = { $keys } moves the focus, the selection or the picture, or ends what goes on. Press others.
shortcuts-none = None

## Versions: the states a design had, and what was open before.

dialog-versions = Versions
versions-none = There are no earlier states of this design yet. They come with changes: as it was opened, as it was saved, and every few minutes between.
versions-opened = As it was opened
# What led to a version. $count: how many steps came before. $last: the last ones, in the words of the editor.
versions-more = { $count ->
    [one] { $count } step before · { $last }
   *[other] { $count } steps before · { $last }
}
versions-restore = Restore
versions-restore-of = Restore the version of { $ago }
versions-open = Open as a new design
versions-open-of = Open the version of { $ago } as a new design
versions-step = Restore the version of { $ago }
versions-same = The design is like that already
versions-unreadable = Cannot read this version
ago-seconds = { $count ->
    [one] { $count } second ago
   *[other] { $count } seconds ago
}
ago-minutes = { $count ->
    [one] { $count } minute ago
   *[other] { $count } minutes ago
}
ago-hours = { $count ->
    [one] { $count } hour ago
   *[other] { $count } hours ago
}
ago-days = { $count ->
    [one] { $count } day ago
   *[other] { $count } days ago
}
recent-menu = Open recent
recent-open = Open recent: { $name }
recent-gone = The browser keeps nothing of this design any more
# When the copy of unsaved changes was made.
bar-copied = A copy of the changes was kept { $ago }
recovery-not-kept = No copy of unsaved changes can be kept: { $why }. Save the design.
