// The shapes of what Python and the page tell each other. Only types: nothing of this runs.
declare namespace Kit {
  // What anywidget hands to a script.
  interface Model<Traits> {
    get<Name extends keyof Traits>(name: Name): Traits[Name];
    set<Name extends keyof Traits>(name: Name, value: Traits[Name]): void;
    set(values: Partial<Traits>): void;
    on(event: string, handler: (message: never) => void): void;
    off(event: string, handler: (message: never) => void): void;
    send(content: object): unknown;
    widget_manager?: {
      context?: { path?: string };
      rendermime?: Rendermime;
      renderMime?: object; // html-manager's
      kernel?: Kernel;
    } & Manager;
  }
  interface Manager {
    get_model(id: string): Promise<Model<object>>;
    create_view(model: object): Promise<{ el: HTMLElement }>;
  }
  interface Moved {
    moved?: string;
  }
  type RootWord = "moved" | "take_back" | "waiting" | "language";
  type RootWords = Record<RootWord, string>;
  interface Kernel {
    connectionStatus: string;
    reconnect?(): Promise<void>;
    connectionStatusChanged?: { connect(handler: (kernel: Kernel, status: string) => void): void };
  }
  interface Message {
    page: string;
    number: number;
    state: Record<string, unknown>;
    whole?: boolean; // the kernel is to send everything once more
  }
  interface Answer {
    page: string;
    answered: number;
    updates: number;
  }
  interface Page<Traits> {
    model: Model<Traits>;
    el: HTMLElement;
  }
  type Stop = () => void;
  type Numbered<Values> = Values & { number?: number };

  // Building blocks of a page.
  type Child = Node | string | number | null | undefined;
  type Handlers = {
    [Type in keyof HTMLElementEventMap as `on${Type}`]?: (event: HTMLElementEventMap[Type]) => unknown;
  };
  type Attributes = Handlers & {
    [name: string]: string | number | boolean | undefined | ((event: never) => unknown);
  };
  interface TableToRead {
    caption: string;
    columns: string[];
    rows: Child[][];
    class?: string;
    label?: string;
    role?: string;
    frame?: string;
  }

  // Answers.
  type Cell = string | number | boolean | null | undefined;
  type Row = Record<string, Cell>;
  type FormValue = Record<string, Row[]>; // by table
  interface Link {
    kpi: string;
    kvi: string;
    polarity: string;
    strength: number;
    reason: string;
    [column: string]: Cell;
  }
  interface Indicator {
    id: string;
    name: string;
    text: string;
  }
  interface MapNode extends Indicator {
    kind: "kpi" | "kvi" | "strategy";
    told: string;
  }
  interface DrawnLink {
    kpi: string;
    kvi: string;
    x: number;
    y: number;
    told: string;
  }
  type Mark = ["node", string] | ["link", string, string];

  // What a form is made of, as the content pack declares it.
  interface Option {
    id: string;
    label: string;
    value?: string | number;
    help?: string;
    sign?: string;
  }
  interface FieldBase {
    id: string;
    label: string;
    help?: string;
    of?: string; // in a matrix: of which pair
    quiet?: boolean; // its label is only heard
    about?: string; // id of the words it asks about, which are heard before its label
    when?: "differs"; // of a deck: only where the learner sees a card otherwise than the game
  }
  interface TextField extends FieldBase {
    kind: "text";
    placeholder?: string;
    rows?: number;
    advice?: number; // letters
  }
  interface ChoiceField extends FieldBase {
    kind: "choice";
    options: Option[];
    many?: boolean;
    cards?: boolean;
    deliberate?: boolean; // arrow keys look around and do not answer
  }
  type Field = TextField | ChoiceField;
  interface GroupBase {
    id: string;
    title?: string;
    caption?: string;
    help?: string;
    unfold?: string;
  }
  interface Item {
    id: string;
    heading?: string;
    lines?: string[];
    fields?: Field[];
  }
  interface FixedItemsGroup extends GroupBase {
    kind: "items";
    items: Item[];
    fields: Field[];
  }
  interface OpenItemsGroup extends GroupBase {
    kind: "items";
    items?: undefined;
    fields: Field[];
    item: string;
    optional: string;
    shown: number;
    at_least: number;
    at_most: number;
    last_number?: number;
    add: string;
    remove: string;
    enough: string;
  }
  type ItemsGroup = FixedItemsGroup | OpenItemsGroup;
  interface Card {
    id: string;
    family: string;
    field: string;
    text: string;
    reason: string;
  }
  interface DeckGroup extends GroupBase {
    kind: "deck";
    table: string; // two decks may fill one
    at_least?: number; // cards
    cards: Card[];
    field: ChoiceField;
    fields?: Field[];
    dispute?: { title: string; views: string; reason: string };
    names: Record<string, string>;
    agree: string;
    differ: string;
    tally: string;
    place: string;
    previous: string;
    next: string;
  }
  interface Game {
    group: DeckGroup;
    form: Form;
    rows: Row[];
    place: HTMLElement;
    dispute: HTMLElement; // cards that the learner sees otherwise…
    disputed: HTMLElement; // …one by one
  }
  interface MatrixGroup extends GroupBase {
    kind: "matrix";
    rows: Indicator[];
    columns: Indicator[];
    fields: Field[];
    empty: string;
    pair: string;
    corner: string;
    caption: string;
  }
  interface TableGroup extends GroupBase {
    kind: "table";
    columns: string[];
    rows: string[][];
    empty: string;
    caption: string;
  }
  interface FileGroup extends GroupBase {
    kind: "file";
    button: string;
    drop: string;
    opened?: string;
  }
  interface DownloadGroup extends GroupBase {
    kind: "download";
    button: string;
    as_text?: boolean; // the file may also be copied as text
  }
  interface NoteGroup extends GroupBase {
    kind: "note";
    text: string;
  }
  // What is shown once a question was answered or skipped.
  interface Shown {
    caption: string;
    told?: string;
    columns: string[];
    rows: string[][];
  }
  interface PredictionGroup extends GroupBase {
    kind: "prediction";
    items: [{ id: string; question: string; shows: boolean; fields: Field[] }];
    look: string;
    skip: string;
    said: string;
    skipped: string;
    empty: string;
    shown?: Shown;
  }
  type Group =
    | ItemsGroup
    | DeckGroup
    | MatrixGroup
    | TableGroup
    | FileGroup
    | DownloadGroup
    | NoteGroup
    | PredictionGroup;

  // What a form lets its groups and fields do.
  type Changed = (now: boolean) => void; // `now`: send it at once
  interface FieldWords {
    long: string;
  }
  interface Form {
    words: FieldWords;
    position: Record<string, number>; // of a deck
    undo: { group: string; row: Row; index: number; path: string } | null;
    rows(table: string): Row[];
    changed: Changed;
    draw(): void;
    focus(path: string): void;
    undoButton(group: OpenItemsGroup): Child;
  }
  interface FileForm extends Form {
    words: FormWords;
    read(group: string, input: HTMLInputElement, file?: File): void;
    download(group: string): void;
    askClass(errand: Errand): void;
    classPlace(): Partial<ClassPlace>;
    asCode(group: string): Promise<string>;
    readCode(group: string, message: string): Promise<boolean>;
    forgotten(): void;
    map(): Child; // of the example that the form shows
  }

  // The class and its place.
  interface Errand {
    kind: string;
    name?: string;
    seat?: string;
  }
  interface Candidate {
    seat: string;
    name: string;
    at: number;
  }
  interface ClassPlace {
    where: string;
    unreachable?: string; // where it would be, in a page that reaches none; nothing else is there then
    name: string;
    given: boolean;
    given_at: number;
    looks: boolean;
    partners: Candidate[] | null;
    partner: string;
    group: string;
    said: string;
    busy: boolean;
  }
  type ClassWords = Record<
    | "title"
    | "unreachable"
    | "help"
    | "name"
    | "give"
    | "give_help"
    | "no_files"
    | "given"
    | "back"
    | "look"
    | "partners"
    | "read"
    | "send"
    | "arrived"
    | "busy",
    string
  >;

  // Traits of the form of a step.
  interface Head {
    step: string;
    most_bytes: number;
    title: string;
    prompt?: string;
    example?: string[];
    example_title?: string;
    hints?: string[];
    complete?: string;
    brief?: boolean; // a line or two
  }
  interface OfferWords {
    title: string;
    titled?: string; // where it is known who sent it
    help: string;
    take?: string;
    instead?: string;
    leave: string;
    one?: string; // beside each line
    one_label?: string;
  }
  type Decide = (choice: OfferChoice, line?: number) => void;
  type OfferChoice = "take" | "instead" | "leave";
  type OpenedKind = "file" | "another" | "same" | "partner" | "partner_there" | "feedback" | "feedback_there" | "taken";
  type OfferKind =
    | OpenedKind
    | "starter"
    | "starter_again"
    | "earlier"
    | "no_earlier"
    | "copy"
    | "move"
    | "moved"
    | "start"
    | "version"
    | "whose";
  type FormWords = Record<
    | "saved"
    | "saving"
    | "not_saved"
    | "nothing_yet"
    | "kept_here"
    | "kept_nowhere"
    | "for_teacher"
    | "locale"
    | "then"
    | "goes"
    | "now"
    | "labelled"
    | "same"
    | "remind"
    | "missing"
    | "advice"
    | "asked"
    | "keep"
    | "complete"
    | "hint"
    | "long"
    | "removed"
    | "undo"
    | RootWord,
    string
  > & {
    offers: Record<OfferKind, OfferWords>;
    code: Record<"title" | "copy" | "code" | "copied" | "select" | "paste" | "open" | "broken", string>;
    class_place: ClassWords;
    own: Record<
      "title" | "help" | "download" | "open" | "drop" | "earlier" | "shared" | "forget" | "forgotten",
      string
    >;
  };
  interface Saved {
    edit: number;
    refused: boolean; // that edit changed nothing
    at: number; // ms since 1970, 0 when never
    late: boolean;
    problem: string;
    details?: string;
    where?: string;
  }
  // What a form knows of its answers, and what happens to it (form_state.js).
  interface FormState {
    screen: FormValue;
    base: FormValue;
    told: { value: FormValue; late: boolean } | null;
    shown: FormValue;
    moved: Row | null;
    sent: FormValue | null;
    sentBase: FormValue;
    unsaved: FormValue | null;
    disk: FormValue;
    edit: number;
    isTyping: boolean;
    isDue: boolean;
    isSilent: boolean;
    download: string | null;
    delivery: { group: string } | null;
  }
  type FormEvent =
    | { type: "typed"; value: FormValue }
    | { type: "paused" }
    | { type: "asked"; group: string }
    | { type: "told"; value: FormValue; late: boolean }
    | { type: "saved"; late: boolean }
    | { type: "answered"; edit: number; refused: boolean; late: boolean; value: FormValue }
    | { type: "silence"; isSilent: boolean };
  interface HeldText {
    table: string;
    key: string;
    column: string;
    text: string;
  }
  interface FormHands {
    edit: number; // the number that an edit gets now
    held: HeldText | null; // what somebody is typing in
  }
  interface OfferLine {
    label: string;
    now: string;
    then: string;
    told?: string; // in place of what would stand there
    place?: unknown; // where it is, if it can come back alone
  }
  type Offer = Numbered<{ kind: OfferKind | ""; lines: OfferLine[]; at: number; name: string; nothing: boolean }>;
  interface Copy {
    workshop: string;
    step: string;
    value: FormValue;
    acknowledged: FormValue;
    sent?: FormValue | null;
  }
  type StoredCopy = Copy & { at: number };
  type NamedCopy = StoredCopy & { name: string };
  interface Identity {
    workshop: string;
    fresh: boolean;
  }
  interface Download {
    name: string;
    text: string;
    type: string;
    whole: boolean;
  }
  interface CoachQuestion {
    id: string; // of the sentence…
    text: string; // …as it read when this was asked
    question: string;
    move: string; // what a button says that moves it to the other kind of indicator; blank: none
  }
  interface FormTraits {
    class_place: Partial<ClassPlace>;
    value: FormValue;
    was: FormValue;
    groups: Group[];
    head: Head;
    words: FormWords;
    notes: { missing: string[]; advice: string[] };
    questions: CoachQuestion[];
    identity: Identity;
    edit: number;
    saved: Saved;
    copies: StoredCopy[];
    offer: Partial<Offer>;
    decision: Numbered<{ take?: boolean; instead?: boolean }>;
    upload: Numbered<{ group?: string; text?: string | null }>; // null: too large
    request: Numbered<{ group?: string }>;
    download: Numbered<Download>;
    remind_after: number;
    map?: string; // id of its model
  }

  // Traits of the teacher's form.
  interface PackFormTraits {
    value: FormValue;
    group: OpenItemsGroup & { heading: string; prompt: string };
    seen: number;
    words: Record<"saving" | "written" | "united" | "not_saved" | "removed" | "undo" | "long" | RootWord, string>;
    saved: { problem: string; rows?: Row[]; number: number };
  }

  // Traits of the ribbon.
  interface Step {
    id: string;
    icon: string;
    title: string;
    notebook: string;
    optional?: boolean;
    done: boolean;
  }
  interface RibbonTraits {
    words: Record<"label" | "done" | "todo" | "here" | "tally" | "optional" | RootWord, string> & {
      help: { title: string; topics: { title: string; text: string }[] };
      room: Record<"title" | "ask" | "shows" | "help" | "asked" | "shown" | "unreached", string>;
    };
    steps: Step[];
    notices: string[];
    visitor: string | null;
    room: Partial<{ name: string; asks: boolean; shows: boolean; reached: boolean }>; // {}: no class place
    wish: Numbered<{ asks?: boolean; shows?: boolean }>;
  }

  // Traits of the class while it works.
  interface Asking {
    name: string;
    since: number; // ms since 1970
  }
  interface LiveRoomTraits {
    words: Record<
      | "title"
      | "help"
      | "no_place"
      | "where"
      | "unread"
      | "looked"
      | "counts"
      | "projector"
      | "steps"
      | "asking"
      | "asks"
      | "table"
      | "locale"
      | RootWord,
      string
    > & {
      columns: Record<"step" | "learners", string>;
      pairs: Record<"title" | "none" | "private", string>;
      split: Record<"title" | "help" | "card" | "none", string>;
      families: Record<"kvi" | "kpi" | "both", string>;
      board: Record<"title" | "step" | "minutes" | "start" | "stop" | "left" | "over", string>;
    };
    steps: { id: string; title: string; prompt: string }[];
    room: {
      here: number;
      at: Record<string, number>; // how many, by id of a step
      calls: number;
      asking: Asking[]; // none while it is projected
      pairs: string[]; // nor here
      unread: string[]; // names of files, nor here
      split: [string, ...number[]][]; // a card, how many for each family
      handed_in: number;
      looking: number;
      problem: string;
    };
    looked: number; // ms since 1970
    projected: boolean;
    map: string; // id of a model
  }

  // Traits of the maps.
  interface Figure {
    data?: Trace[];
    layout?: Layout;
  }
  type FullFigure = Required<Figure>;
  interface FigureTraits {
    figure: Figure;
    width: number;
    theme: string;
    drawing?: boolean; // Python draws as well, for a host without Plotly
  }
  type Edit =
    | [path: (string | number)[], value: unknown]
    | [path: (string | number)[], start: number, count: number, items: string | unknown[]];
  interface PatchTraits {
    patch: { number?: number; edits?: [trait: string, edits: Edit[]][] };
  }
  interface Twin {
    columns?: string[];
    rows?: (string | number)[][];
    boxes?: string[];
  }
  interface Question {
    question: string;
    trigger: string;
    act: string;
    marks: Mark[];
  }
  type LinkEdit = Partial<Link> & { do: "set" | "next" | "undo" };
  type ValueMapWords = Record<
    | "graph_label"
    | "keys"
    | "undo"
    | "download_picture"
    | "download_drawing"
    | "file_name"
    | "twin_title"
    | "table_caption"
    | "nothing_to_tell"
    | "no_renderer"
    | "findings_title"
    | "show"
    | "picked"
    | "picked_kpi"
    | "node_title"
    | "panel"
    | "panel_link"
    | "panel_help"
    | "pick_kvi"
    | "close"
    | "views_label"
    | "families"
    | "legend"
    | "legend_plus"
    | "legend_minus"
    | "long"
    | RootWord,
    string
  > & { views: Option[] };
  interface ValueMapTraits extends FigureTraits, PatchTraits {
    twin: Twin & { summary?: string; sentences?: string[]; more?: string };
    words: ValueMapWords;
    title: string;
    fields: Field[];
    nodes: MapNode[];
    links: Link[];
    owner: string;
    step: string;
    view: string;
    editable: boolean;
    edit: Numbered<Partial<LinkEdit>>;
    said: Numbered<{
      text?: string;
      problem?: string;
      undo?: number; // changes that can be undone
      undone?: string; // KVI whose link is again as it was
      opened?: [kpi: string, kvi: string];
    }>;
    findings: { questions?: Question[]; count?: number; more?: string; nothing: string; caution: string };
  }
  type CrowdWords = Record<
    | "title"
    | "prompt"
    | "choose"
    | "drop"
    | "reading"
    | "private"
    | "opened"
    | "problems_title"
    | "apart_title"
    | "apart_why"
    | "graph_label"
    | "keys"
    | "node_title"
    | "at_least"
    | "picked"
    | "panel"
    | "reasons_plus"
    | "reasons_minus"
    | "reasons_zero"
    | "close"
    | "twin_title"
    | "more"
    | "table_caption"
    | "nothing_to_tell"
    | "file_name"
    | "download_picture"
    | "no_renderer"
    | RootWord,
    string
  >;
  interface Pair {
    sentence: string;
    plus: string[];
    minus: string[];
    zero: string[];
  }
  interface CrowdTraits extends FigureTraits {
    twin: Twin & { sections?: { title: string; sentences: string[] }[]; more?: number };
    words: CrowdWords;
    nodes: MapNode[];
    summary: {
      maps: number;
      made_up: string;
      most_bytes: number;
      shown: string;
      problems?: string[];
      apart?: string[];
    };
    grows: boolean;
    least: number;
    picked: string;
    pairs: Pair[];
    file: Numbered<{ name?: string; at?: number; left?: number; text?: string | null }>; // null: too large
    taken: number;
  }
  type Bet = "yes" | "no" | "unsure";
  interface Report {
    link: string;
    verdict: string;
    prediction: string;
    numbers: string[];
    caution: string;
    question: string;
    columns: string[];
    rows: string[][];
    behind: string;
  }
  interface LinkTestTraits extends FigureTraits {
    chosen: string;
    predictions: Record<string, Bet>;
    words: Record<"title" | "made_up" | "choose" | "predict" | RootWord, string> & {
      predictions: Record<Bet, string>;
      picture: { label: string; no_renderer: string };
      below: { question: string; table: string; behind: string };
    };
    links: { id: string; sign: string; label: string; help?: string; sentence: string }[];
    report: Partial<Report>;
  }
  type Move = "falls" | "stays" | "rises";
  interface WhatIfTraits extends FigureTraits {
    moves: Record<string, string>;
    words: Record<"title" | "prompt" | "picture" | "key" | "label" | RootWord | Move, string>;
    kpis: Indicator[];
    sentences: string[];
    said: string;
  }

  // What of Plotly and of JupyterLab's renderer is used here.
  interface Trace {
    type?: string;
    name?: string;
    x: number[];
    y: number[];
    base: number[];
    width: number[];
    text: string[];
    customdata?: Mark[];
    hovertext?: string[];
    meta?: Mark;
    legendgroup?: string;
    visible?: boolean | string;
    marker?: { opacity?: number | number[] };
    opacity?: number;
    selectedpoints?: number[] | null;
  }
  interface Shape {
    type?: string;
    name?: string;
    path?: string;
    opacity?: number;
    visible?: boolean | string;
    line?: { color: string; width: number; dash?: string };
  }
  interface Bundle extends Shape {
    path: string;
  }
  interface Layout {
    width: number;
    height: number;
    shapes?: Shape[];
    showlegend?: boolean;
    yaxis?: object;
    font: { color: string };
    meta?: { key?: number; drawing?: string };
  }
  interface PlotEvent {
    points: [{ customdata?: Mark; data: Partial<Trace> }];
  }
  interface Graph extends HTMLElement, FullFigure {
    on(event: "plotly_click" | "plotly_hover", handler: (event: PlotEvent) => void): void;
    on(event: "plotly_unhover", handler: () => void): void;
  }
  interface Plotly {
    Fx: {
      hover(graph: Graph, points: object[], subplot: string, isSilent: boolean): void;
      unhover(graph: Graph): void;
    };
    react(graph: Graph, data: Trace[], layout: Layout, config?: object): unknown;
    restyle(graph: Graph, update: object, traces: number[]): unknown;
    downloadImage(figure: FullFigure, options: object): unknown;
    purge(graph: Graph): void;
  }
  interface Renderer {
    node: Graph;
    inner?: Renderer; // plotly_later.js
    constructor: { Plotly: Plotly };
    renderModel(model: object): Promise<void>;
    dispose(): void;
  }
  interface LinkHandler {
    handleLink(link: HTMLElement, path: string, id: string): void;
  }
  interface Rendermime {
    linkHandler?: LinkHandler | null;
    mimeTypes?: string[];
    createRenderer(mimeType: string): Renderer;
    createModel(options: { data: Record<string, unknown>; trusted: boolean }): object;
  }
  interface Box {
    id: string;
    left: number;
    top: number;
    width: number;
    height: number;
  }
  interface FigureOptions {
    model: Model<FigureTraits>;
    label: string;
    describedBy: string;
    children?: Node[];
    adapt?: (figure: Figure) => Figure; // what to draw instead of the figure
    drawn?: (data: Trace[]) => void; // after each drawing
    press?: (mark: Mark | undefined) => void;
    hover?: (mark: Mark) => void;
    leave?: () => void;
    fail: (error: unknown) => void; // no picture can be drawn here
  }
  interface BoxButtonOptions {
    label: string;
    press: (mark: Mark) => void;
    focus: (mark: Mark) => void;
    blur: () => void;
    hideTip: () => boolean;
  }
}

// What the extension of JupyterLab and Notebook uses of them, and what the machine has noted of its lessons.
declare namespace Lab {
  interface Signal<Arguments> {
    connect(handler: (sender: unknown, args: Arguments) => void): void;
    disconnect(handler: (sender: unknown, args: Arguments) => void): void;
  }
  type LessonState = "opening" | "open" | "changed" | "gone" | "failed";
  type Words = Record<string, string>; // lesson.toml
  interface TextBlock {
    element: Element;
    nodes: Text[];
    text: string; // of all of them
  }
  interface NotedLesson {
    kernel: string;
    code: string[]; // of the cells that make the lesson
    tries: string[]; // of those that learners are asked to change
  }
  interface NotedFolder {
    words: Words;
    language?: string;
    idle?: number; // minutes without work after which the server stops a kernel
    lessons: Record<string, NotedLesson>;
  }
  interface Known {
    folders?: Record<string, NotedFolder>;
    homes?: Record<string, NotedFolder>;
  }
  interface OutputJson {
    data?: Record<string, unknown>;
    [name: string]: unknown;
  }
  interface CellJson {
    id: string;
    cell_type: string;
    source: string | string[];
    metadata: Record<string, unknown>;
    outputs?: OutputJson[];
  }
  interface NotebookJson {
    cells: CellJson[];
    metadata: { kernelspec?: { name: string }; widgets?: unknown; [name: string]: unknown };
  }
  interface Cell {
    model: { type: string };
    node: HTMLElement;
    toggleClass(name: string, isOn: boolean): void;
  }
  interface Kernel {
    info: Promise<unknown>;
    requestExecute(content: { code: string; silent: boolean }): { done: Promise<unknown> };
  }
  interface SessionContext {
    ready: Promise<void>;
    session?: { kernel?: Kernel };
    iopubMessage: Signal<{ parent_header: { msg_type?: string } }>;
    statusChanged: Signal<string>;
    connectionStatusChanged: Signal<string>;
    kernelChanged: Signal<{ newValue: unknown }>;
    restartKernel(): Promise<void>;
    changeKernel(options: { name: string }): Promise<unknown>;
    shutdown(): Promise<void>;
  }
  interface Panel {
    node: HTMLElement;
    isDisposed: boolean;
    isVisible: boolean;
    disposed: Signal<unknown>;
    revealed: Promise<void>;
    content: { widgets: Cell[]; activeCell: Cell | null; node: HTMLElement };
    contentHeader: { addWidget(widget: object): void; fit(): void };
    toolbar: { setHidden(isHidden: boolean): void };
    context: {
      path: string;
      ready: Promise<void>;
      contentsModel: { writable: boolean } | null;
      fileChanged: Signal<unknown>;
      model: { dirty: boolean; toJSON(): NotebookJson };
      save(): Promise<void>;
    };
    sessionContext: SessionContext;
    toggleClass(name: string, isOn: boolean): void;
    dispose(): void;
  }
  interface Actions {
    executed: Signal<{ cell: Cell; success: boolean }>;
    runCells(notebook: object, cells: Cell[], session: SessionContext): Promise<boolean>;
  }
  interface LessonParts {
    panel: Panel;
    lesson: NotedLesson;
    words: Words;
    language: string;
    idle: number;
    isPulled: boolean;
    NotebookActions: Actions;
    Widget: new (options: { node: HTMLElement }) => object;
  }
  interface Container {
    init(scope: object): unknown;
    get(module: string): Promise<() => { default: MimeExtension[] }>;
  }
  interface Renderer {
    renderModel(model: object): Promise<void>;
  }
  interface RendererFactory {
    safe: boolean;
    mimeTypes: string[];
    createRenderer(options: object): Renderer;
  }
  interface MimeExtension {
    rendererFactory: RendererFactory;
    [name: string]: unknown;
  }
  interface Lumino {
    Widget: new () => { layout: { addWidget(widget: object): void } };
    PanelLayout: new () => { addWidget(widget: object): void };
  }
  interface Commands {
    isToggled(id: string, args: object): boolean;
    execute(id: string, args: object): Promise<unknown>;
  }
  interface Contents {
    localPath(path: string): string;
    get(path: string, options: object): Promise<{ content: { name: string; type: string }[] }>;
  }
  interface App {
    commands: Commands;
    restored: Promise<unknown>;
    serviceManager: { contents: Contents; serverSettings: object };
    shell: { currentWidget: object | null };
  }
  interface Tracker {
    widgetAdded: Signal<Panel>;
    currentChanged: Signal<Panel | null>;
  }
}
