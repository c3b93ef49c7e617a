// Reads a lesson with the browser's own voices, from the first text in sight on, and marks the word that is heard.
import { rangeIn, textBlocks } from "./text_blocks.js";

const MARK = "kvi-reading"; // its colours are in lesson.css
const GRACE = 300; // ms

/** @type {ReadAloud | undefined} */
let last; // to have begun in this page, where all lessons share one voice
const otherTabs = new BroadcastChannel("kvi-lessons:voice");
// Chromium has one voice for all tabs, and has taken it away by then; to cancel sooner would silence who reads now.
otherTabs.onmessage = () => setTimeout(() => last?.stop(), GRACE);

export class ReadAloud {
  /**
   * @param {Element} root what is read
   * @param {string} language of its texts: "fr", "en"…
   * @param {(isReading: boolean) => void} onChange
   */
  constructor(root, language, onChange) {
    this.root = root;
    this.language = language;
    this.onChange = onChange;
    /** @type {SpeechSynthesisUtterance | undefined} */
    this.utterance = undefined; // a browser may forget one that nobody holds, and never end it
    globalThis.speechSynthesis?.getVoices(); // asked once, they are there when they are needed
  }

  /** The browser's voice for this language, if it has one. */
  get voice() {
    const voices = globalThis.speechSynthesis?.getVoices() ?? [];
    return voices.find(({ lang }) => lang.toLowerCase().startsWith(this.language));
  }

  get isReading() {
    return this.utterance !== undefined;
  }

  start() {
    if (last?.isReading) last.end();
    last = this;
    speechSynthesis.cancel();
    otherTabs.postMessage("begun");
    const { top } = this.root.getBoundingClientRect();
    const blocks = textBlocks(this.root);
    this.read(blocks.find(({ element }) => element.getBoundingClientRect().bottom > top) ?? blocks[0]);
    this.onChange(this.isReading);
  }

  stop() {
    if (!this.isReading) return;
    this.end();
    speechSynthesis.cancel();
  }

  /** The voice itself may be another lesson's by now. */
  end() {
    this.utterance = undefined;
    globalThis.CSS.highlights?.delete(MARK);
    this.onChange(false);
  }

  /** @param {Lab.TextBlock | undefined} block */
  read(block) {
    if (!block) return this.end();
    const utterance = new SpeechSynthesisUtterance(block.text);
    this.utterance = utterance;
    utterance.lang = this.language;
    utterance.voice = this.voice ?? null;
    utterance.onboundary = ({ charIndex, charLength }) => {
      if (utterance === this.utterance) mark(block, charIndex, charLength);
    };
    utterance.onend = () => {
      if (utterance === this.utterance) this.readNext(block);
    };
    utterance.onerror = () => {
      if (utterance === this.utterance) this.end();
    };
    block.element.scrollIntoView({ block: "nearest" });
    speechSynthesis.speak(utterance);
  }

  /**
   * What stands below comes into the page, and changes, while one listens.
   * @param {Lab.TextBlock} block
   */
  readNext({ element }) {
    const blocks = textBlocks(this.root);
    this.read(blocks[blocks.findIndex((block) => block.element === element) + 1 || blocks.length]);
  }
}

/**
 * @param {Lab.TextBlock} block
 * @param {number} start
 * @param {number | undefined} length which some browsers leave out
 */
function mark(block, start, length) {
  const word = block.text.slice(start).match(/^[\s\p{P}]*[^\s]+/u);
  const range = rangeIn(block, start, start + (length || word?.[0].length || 0));
  globalThis.CSS.highlights?.set(MARK, new Highlight(range));
}
