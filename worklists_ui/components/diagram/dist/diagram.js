var gi=`/**
 * Semantic tokens, copied from \`@bpmn-io/theme\` to style the components
 * according to this theme.
 *
 * Names and values of the tokens should stay intact with the \`@bpmn-io/theme\`
 * source of truth, to ensure matching styles and allow overrides with an
 * alternative theme.
 */
.bio-theme-parent {
  --bio-surface: hsl(0, 0%, 100%);
  --bio-surface-overlay: hsl(0, 0%, 100%);
  --bio-surface-subtle: hsl(225, 10%, 97%);
  --bio-surface-medium: hsl(225, 10%, 95%);
  --bio-surface-inverted: hsl(0, 0%, 22%);
  --bio-surface-inverted-subtle: hsl(225, 10%, 35%);
  --bio-text: hsl(225, 10%, 15%);
  --bio-text-subtle: hsl(225, 10%, 35%);
  --bio-text-subtlest: hsl(225, 10%, 55%);
  --bio-text-on-inverted: hsl(0, 0%, 100%);
  --bio-border: hsl(225, 10%, 75%);
  --bio-border-disabled: hsl(225, 10%, 90%);
  --bio-primary: hsl(205, 100%, 40%);
  --bio-primary-surface: hsl(205, 100%, 95%);
  --bio-danger: hsl(360, 100%, 45%);
  --bio-danger-surface-subtle: hsl(360, 100%, 97%);
  --bio-selected-surface: var(--bio-surface-medium);
  --bio-selected-text: var(--bio-text);
  --bio-focus: hsl(205, 100%, 40%);
  --bio-focus-surface: hsl(205, 100%, 95%);
  --bio-canvas-accent: hsl(205, 100%, 40%);
  --bio-canvas-accent-subtle: hsl(205, 100%, 75%);
  --bio-shadow: hsla(0, 0%, 0%, 30%);
  --bio-shadow-subtle: hsla(0, 0%, 0%, 10%);
  --bio-radius-sm: 2px;
  --bio-radius-md: 3px;
  --bio-radius-lg: 4px;
}

/**
 * color definitions
 *
 * Colours resolve through the semantic tokens in \`@bpmn-io/theme\`; a handful of
 * values with no matching token stay literal.
 */
.djs-parent {

  --button-border-radius: var(--bio-radius-md);
  --input-border-radius: var(--bio-radius-sm);
  --surface-border-radius: var(--bio-radius-lg);

  --canvas-fill-color: var(--bio-surface);

  --accent-color: var(--bio-canvas-accent);

  --bendpoint-fill-color: var(--bio-canvas-accent);
  --bendpoint-stroke-color: var(--canvas-fill-color);

  --context-pad-entry-background-color: var(--bio-surface);
  --context-pad-entry-hover-background-color: var(--bio-surface-medium);

  --element-dragger-color: var(--accent-color);
  --element-selected-outline-stroke-color: var(--accent-color);
  --element-selected-outline-secondary-stroke-color: var(--bio-canvas-accent-subtle);

  --lasso-fill-color: color-mix(in srgb, var(--bio-canvas-accent) 15%, transparent);
  --lasso-stroke-color: var(--element-selected-outline-stroke-color);

  --palette-entry-color: var(--bio-text);
  --palette-entry-hover-color: var(--bio-primary);
  --palette-entry-selected-color: var(--bio-primary);
  --palette-separator-color: var(--bio-border);
  --palette-toggle-hover-background-color: var(--bio-surface-medium);
  --palette-background-color: var(--bio-surface-subtle);
  --palette-border-color: var(--bio-border);

  --popup-font-family: "IBM Plex Sans", sans-serif;
  --popup-font-size: 14px;
  --popup-secondary-font-size: .9em;
  --popup-header-entry-selected-color: var(--bio-primary);
  --popup-header-font-weight: bolder;
  --popup-header-group-divider-color: var(--bio-border);
  --popup-background-color: var(--bio-surface-overlay);
  --popup-border-color: transparent;
  --popup-shadow-color: var(--bio-shadow);
  /* translucent, so the thumb darkens whatever it scrolls over */
  --popup-scrollbar-thumb-color: rgba(0, 0, 0, 0.2);
  --popup-button-background-color: var(--bio-surface-overlay);
  --popup-button-hover-background-color: var(--bio-surface-medium);
  --popup-disabled-color: var(--bio-text-subtle);
  --popup-description-color: var(--bio-text-subtle);
  --popup-no-results-color: var(--bio-text-subtlest);
  --popup-entry-title-color: var(--bio-text-subtlest);

  --popup-entry-selected-background-color: var(--bio-selected-surface);
  --popup-entry-selected-color: var(--bio-selected-text);
  --popup-search-border-color: var(--bio-border);
  --popup-search-focus-border-color: var(--bio-focus);
  --popup-search-focus-background-color: var(--bio-focus-surface);
  --popup-tab-color: var(--bio-text-subtlest);
  --popup-tab-hover-color: var(--bio-text);
  --popup-tab-active-color: var(--bio-text);
  --popup-tab-active-border-color: var(--bio-primary);
  --popup-tab-strip-border-color: var(--bio-border-disabled);
  --popup-tab-focus-border-color: var(--bio-focus);

  --resizer-fill-color: var(--bio-canvas-accent);
  --resizer-stroke-color: var(--canvas-fill-color);

  --search-font-family: "IBM Plex Sans", sans-serif;
  --search-font-size: 14px;
  --search-container-background-color: var(--bio-surface-overlay);
  --search-shadow-color: var(--bio-shadow);
  --search-input-border-color: var(--bio-border);
  --search-input-focus-border-color: var(--bio-focus);
  --search-input-focus-background-color: var(--bio-primary-surface);
  --search-result-hover-background-color: var(--bio-surface-medium);
  --search-result-secondary-color: var(--bio-text-subtlest);
  --search-preselected-background-color: color-mix(in srgb, var(--bio-canvas-accent) 15%, transparent);

  --shape-attach-allowed-stroke-color: var(--accent-color);
  --shape-connect-allowed-fill-color: var(--bio-surface-subtle);
  --shape-drop-allowed-fill-color: var(--bio-surface-subtle);
  --shape-drop-not-allowed-fill-color: var(--bio-danger-surface-subtle);
  --shape-resize-preview-stroke-color: var(--accent-color);

  --snap-line-stroke-color: color-mix(in srgb, var(--bio-canvas-accent) 30%, transparent);

  --space-tool-crosshair-stroke-color: var(--bio-text);

  --tooltip-error-background-color: var(--bio-danger-surface-subtle);
  --tooltip-error-border-color: var(--bio-danger);
  --tooltip-error-color: var(--bio-danger);

  --hover-tooltip-font-family: "IBM Plex Sans", sans-serif;
  --hover-tooltip-font-size: 12px;
  --hover-tooltip-secondary-font-size: 11px;
  --hover-tooltip-background-color: var(--bio-surface-inverted);
  --hover-tooltip-color: var(--bio-text-on-inverted);
  --hover-tooltip-shadow-color: var(--bio-shadow-subtle);

  --palette-tooltip-shortcut-background-color: var(--bio-surface-inverted-subtle);
}

/**
 * SVG styles
 */

.djs-container svg.drop-not-ok {
  background: var(--shape-drop-not-allowed-fill-color) !important;
}

.djs-container svg.new-parent {
  background: var(--shape-drop-allowed-fill-color) !important;
}

.djs-container svg:focus {
  outline-offset: -1px;
}

/**
 * outline styles
 */

.djs-outline,
.djs-selection-outline {
  fill: none;
  shape-rendering: geometricPrecision;
  stroke-width: 2px;
}

.djs-outline {
  visibility: hidden;
}

.djs-selection-outline {
  stroke: var(--element-selected-outline-stroke-color);
}

.djs-element.selected .djs-outline {
  visibility: visible;

  stroke: var(--element-selected-outline-stroke-color);
}

.djs-connection.selected .djs-outline {
  display: none;
}

.djs-multi-select .djs-element.selected .djs-outline,
.djs-dragging-active-lasso .djs-element.selected .djs-outline {
  stroke: var(--element-selected-outline-secondary-stroke-color);
  display: block;
}

.djs-outline-hidden .djs-outline {
  display: none !important;
}

.djs-shape.connect-ok .djs-visual > :nth-child(1) {
  fill: var(--shape-connect-allowed-fill-color) !important;
}

.djs-shape.connect-not-ok .djs-visual > :nth-child(1),
.djs-shape.drop-not-ok .djs-visual > :nth-child(1) {
  fill: var(--shape-drop-not-allowed-fill-color) !important;
}

.djs-shape.new-parent .djs-visual > :nth-child(1) {
  fill: var(--shape-drop-allowed-fill-color) !important;
}


/* Override move cursor during drop and connect */
.drop-not-ok,
.connect-not-ok,
.drop-not-ok *,
.connect-not-ok * {
  cursor: not-allowed !important;
}

.drop-ok,
.connect-ok,
.drop-ok *,
.connect-ok * {
  cursor: default !important;
}

.djs-element.attach-ok .djs-visual > :nth-child(1) {
  stroke-width: 5px !important;
  stroke: var(--shape-attach-allowed-stroke-color) !important;
}

.djs-frame.connect-not-ok .djs-visual > :nth-child(1),
.djs-frame.drop-not-ok .djs-visual > :nth-child(1) {
  stroke-width: 3px !important;
  stroke: var(--shape-drop-not-allowed-fill-color) !important;
  fill: none !important;
}

/**
* Selection box style
*
*/
.djs-lasso-overlay {
  fill: var(--lasso-fill-color);
  stroke: var(--lasso-stroke-color);
  stroke-width: 2px;
  shape-rendering: geometricPrecision;
  pointer-events: none;
}

/**
 * Resize styles
 */
.djs-resize-overlay {
  fill: none;

  stroke-dasharray: 5 1 3 1;
  stroke: var(--shape-resize-preview-stroke-color);

  pointer-events: none;
}

.djs-resizer-hit {
  fill: none;
  pointer-events: all;
}

.djs-resizer-visual {
  fill: var(--resizer-fill-color);
  stroke-width: 1px;
  stroke: var(--resizer-stroke-color);
  shape-rendering: geometricPrecision;
}

.djs-resizer:hover .djs-resizer-visual {
  stroke: var(--resizer-stroke-color);
  stroke-opacity: 1;
}

.djs-cursor-resize-ns,
.djs-resizer-n,
.djs-resizer-s {
  cursor: ns-resize;
}

.djs-cursor-resize-ew,
.djs-resizer-e,
.djs-resizer-w {
  cursor: ew-resize;
}

.djs-cursor-resize-nwse,
.djs-resizer-nw,
.djs-resizer-se {
  cursor: nwse-resize;
}

.djs-cursor-resize-nesw,
.djs-resizer-ne,
.djs-resizer-sw {
  cursor: nesw-resize;
}

.djs-shape.djs-resizing > .djs-outline {
  visibility: hidden !important;
}

.djs-shape.djs-resizing > .djs-resizer {
  visibility: hidden;
}

.djs-dragger > .djs-resizer {
  visibility: hidden;
}

/**
 * drag styles
 */
.djs-dragger * {
  fill: none !important;
  stroke: var(--element-dragger-color) !important;
}

.djs-dragger tspan,
.djs-dragger text {
  fill: var(--element-dragger-color) !important;
  stroke: none !important;
}

.djs-dragger marker circle,
.djs-dragger marker path,
.djs-dragger marker polygon,
.djs-dragger marker polyline,
.djs-dragger marker rect {
  fill: var(--element-dragger-color) !important;
  stroke: none !important;
}

.djs-dragger marker text,
.djs-dragger marker tspan {
  fill: none !important;
  stroke: var(--element-dragger-color) !important;
}

.djs-dragging,
.djs-dragging > * {
  opacity: 0.3 !important;
  pointer-events: none !important;
}

/**
 * no pointer events for visual
 */
.djs-visual,
.djs-outline {
  pointer-events: none;
}

.djs-element.attach-ok .djs-hit {
  stroke-width: 60px !important;
}

/**
 * all pointer events for hit shape
 */
.djs-element > .djs-hit-all,
.djs-element > .djs-hit-no-move {
  pointer-events: all;
}

.djs-element > .djs-hit-stroke,
.djs-element > .djs-hit-click-stroke {
  pointer-events: stroke;
}

/**
 * shape / connection basic styles
 */
.djs-connection .djs-visual {
  stroke-width: 2px;
  fill: none;
}

.djs-cursor-grab {
  cursor: -webkit-grab;
  cursor: -moz-grab;
  cursor: grab;
}

.djs-cursor-grabbing {
  cursor: -webkit-grabbing;
  cursor: -moz-grabbing;
  cursor: grabbing;
}

.djs-cursor-crosshair {
  cursor: crosshair;
}

.djs-cursor-move {
  cursor: move;
}

.djs-cursor-resize-ns {
  cursor: ns-resize;
}

.djs-cursor-resize-ew {
  cursor: ew-resize;
}


/**
 * snapping
 */
.djs-snap-line {
  stroke: var(--snap-line-stroke-color);
  stroke-linecap: round;
  stroke-width: 2px;
  pointer-events: none;
}

/**
 * snapping
 */
.djs-crosshair {
  stroke: var(--space-tool-crosshair-stroke-color);
  stroke-linecap: round;
  stroke-width: 1px;
  pointer-events: none;
  shape-rendering: geometricPrecision;
  stroke-dasharray: 5, 5;
}

/**
 * palette
 */

.djs-palette {
  position: absolute;
  left: 20px;
  top: 20px;

  box-sizing: border-box;
  width: 48px;
}

.djs-palette .separator {
  margin: 5px;
  padding-top: 5px;

  border: none;
  border-bottom: solid 1px var(--palette-separator-color);

  clear: both;
}

.djs-palette .entry:before {
  vertical-align: initial;
}

.djs-palette .djs-palette-toggle {
  cursor: pointer;
}

.djs-palette .entry,
.djs-palette .djs-palette-toggle {
  color: var(--palette-entry-color);
  font-size: 30px;

  text-align: center;
}

.djs-palette .entry {
  float: left;
}

.djs-palette .entry img {
  max-width: 100%;
}

.djs-palette .djs-palette-entries:after {
  content: '';
  display: table;
  clear: both;
}

.djs-palette .djs-palette-toggle:hover {
  background: var(--palette-toggle-hover-background-color);
}

.djs-palette .entry:hover {
  color: var(--palette-entry-hover-color);
}

.djs-palette .highlighted-entry {
  color: var(--palette-entry-selected-color) !important;
}

.djs-palette .entry,
.djs-palette .djs-palette-toggle {
  width: 46px;
  height: 46px;
  line-height: 46px;
  cursor: default;
}

/**
 * Palette open / two-column layout is controlled via
 * classes on the palette. Events to hook into palette
 * changed life-cycle are available in addition.
 */
.djs-palette.two-column.open {
  width: 94px;
}

.djs-palette:not(.open) .djs-palette-entries {
  display: none;
}

.djs-palette:not(.open) {
  overflow: hidden;
}

.djs-palette.open .djs-palette-toggle {
  display: none;
}

.djs-hover-tooltip {
  position: fixed;
  z-index: 1000;

  display: flex;
  align-items: center;
  gap: 6px;

  padding: 6px 10px;
  border-radius: var(--surface-border-radius);

  background-color: var(--hover-tooltip-background-color);
  color: var(--hover-tooltip-color);

  font-family: var(--hover-tooltip-font-family);
  font-size: var(--hover-tooltip-font-size);
  line-height: 1.2;
  white-space: nowrap;

  pointer-events: none;
  box-shadow: 0 1px 4px var(--hover-tooltip-shadow-color);
}

.djs-hover-tooltip--right {
  transform: translateY(-50%);
}

.djs-hover-tooltip--top {
  transform: translate(-50%, -100%);
}

.djs-palette-tooltip-shortcut {
  padding: 1px 5px;

  border-radius: var(--button-border-radius);

  background-color: var(--palette-tooltip-shortcut-background-color);

  font-family: monospace;
  font-size: var(--hover-tooltip-secondary-font-size);
  line-height: 1.2;
}

/**
 * context-pad
 */
.djs-context-pad {
  position: absolute;
  display: none;
  pointer-events: none;
  line-height: 1;
  width: 72px;
  z-index: 100;
}

.djs-context-pad .entry {
  width: 22px;
  height: 22px;
  text-align: center;
  display: inline-block;
  font-size: 22px;
  margin: 0 2px 2px 0;

  border-radius: 3px;

  cursor: default;

  background-color: var(--context-pad-entry-background-color);
  box-shadow: 0 0 2px 1px var(--context-pad-entry-background-color);
  pointer-events: all;
  vertical-align: middle;
}

.djs-context-pad .entry:hover {
  background: var(--context-pad-entry-hover-background-color);
}

.djs-context-pad.open {
  display: block;
}

/**
 * popup styles
 */
.djs-popup {
  line-height: 1;
  box-sizing: border-box;
  background: var(--popup-background-color);
  overflow: hidden;
  position: fixed;
  z-index: 200;
  box-shadow: 0px 2px 6px var(--popup-shadow-color);
  border: solid 1px var(--popup-border-color);
  min-width: 120px;
  max-width: 300px;
  outline: none;
  font-size: var(--popup-font-size);
  font-family: var(--popup-font-family);
}

.djs-popup-search input {
  width: 100%;
  box-sizing: border-box;
  font-size: var(--popup-font-size);
  padding: 3px 6px 3px 28px;
  border-radius: var(--input-border-radius);
  border: solid 1px var(--popup-search-border-color);
  line-height: 21px;
}

.djs-popup-search input:focus {
  background-color: var(--popup-search-focus-background-color);
  border: solid 1px var(--popup-search-focus-border-color);
  outline: none;
}

.djs-popup-header {
  display: flex;
  align-items: stretch;
  line-height: 20px;
  margin: 10px 12px 10px 12px;
}

.djs-popup-header .entry {
  border-radius: 2px;
}

.djs-popup button.entry {
  padding: 0;
  background: transparent;
  border: 0;
}

.djs-popup-header .entry.active {
  color: var(--popup-header-entry-selected-color);
}

.djs-popup-header .entry.disabled {
  color: inherit;
}

.djs-popup-header-group {
  display: flex;
  flex-direction: row;
  align-items: center;
  list-style: none;
  margin: 0;
  padding: 0;
}

.djs-popup-header-group .entry {
  display: flex;
  flex-direction: row;
  align-items: center;
}

.djs-popup-header-group + .djs-popup-header-group:before {
  content: '';
  width: 1px;
  height: 20px;
  background: var(--popup-header-group-divider-color);
  margin: 0 5px;
}

.djs-popup-search {
  position: relative;
  width: auto;
  margin: 10px 12px;
}

.djs-popup-tabs-container {
  position: relative;
  border-bottom: solid 1px var(--popup-tab-strip-border-color);
}

/**
 * The scroll control doubles as the edge fade: tabs scrolled past it fade out
 * rather than being cut off behind an opaque block.
 */
.djs-popup-tabs-scroll {
  appearance: none;
  position: absolute;
  top: 0;
  bottom: 1px;
  width: 28px;
  display: flex;
  align-items: center;
  padding: 0;
  border: none;
  border-radius: 0;
  color: var(--popup-tab-color);
  cursor: pointer;
}

.djs-popup-tabs-scroll:hover {
  color: var(--popup-tab-hover-color);
}

.djs-popup-tabs-scroll-start {
  left: 0;
  justify-content: flex-start;
  background: linear-gradient(to left, transparent, var(--popup-background-color) 60%);
}

.djs-popup-tabs-scroll-end {
  right: 0;
  justify-content: flex-end;
  background: linear-gradient(to right, transparent, var(--popup-background-color) 60%);
}

.djs-popup-tabs-scroll-start svg {
  transform: rotate(180deg);
}

.djs-popup-tabs {
  display: flex;
  flex-wrap: nowrap;
  gap: 2px;
  overflow-x: auto;
  overflow-y: hidden;
  padding: 0 12px;

  /* keep scrolled-to tabs clear of the scroll controls */
  scroll-padding: 0 28px;
  scrollbar-width: none;
}

.djs-popup-tabs::-webkit-scrollbar {
  display: none;
}

.djs-popup-tab {
  appearance: none;
  background: transparent;
  border: none;
  border-bottom: solid 2px transparent;
  border-radius: 0;
  flex: 0 0 auto;
  padding: 6px 10px;
  font: inherit;
  font-size: var(--popup-font-size);
  color: var(--popup-tab-color);
  cursor: pointer;
  white-space: nowrap;
}

.djs-popup-tab:hover {
  color: var(--popup-tab-hover-color);
}

.djs-popup-tab:focus-visible {
  outline: solid 1px var(--popup-tab-focus-border-color);
  outline-offset: -2px;
}

.djs-popup-tab[aria-selected="true"] {
  color: var(--popup-tab-active-color);
  border-bottom-color: var(--popup-tab-active-border-color);
  font-weight: var(--popup-header-font-weight);
}

.djs-popup-title {
  font-size: var(--popup-font-size);
  font-weight: var(--popup-header-font-weight);
  flex: 1;
  margin: 0;
}

.djs-popup-breadcrumbs {
  display: flex;
  line-height: 20px;
  margin: 10px 12px;
}

.djs-popup-breadcrumbs-item {
  display: inline-flex;
  min-width: 0;
  padding: 0;
  margin: 0;
  background: transparent;
  border: 0;
  outline: none;
  appearance: none;
  color: var(--popup-description-color);
  font: inherit;
  cursor: pointer;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}

.djs-popup-breadcrumbs-item--separator::before {
  display: inline-block;
  content: '/';
  color: var(--popup-description-color);
  margin: 0 4px;
}

.djs-popup-breadcrumbs-item:hover {
  color: inherit;
  text-decoration: underline;
}

.djs-popup-breadcrumbs-item:focus-visible {
  outline: 1px solid var(--popup-search-focus-border-color);
  outline-offset: 2px;
}

.djs-popup-breadcrumbs-item--back {
  align-items: center;
  justify-content: center;
  flex-shrink: 0;
  padding: 2px 3px;
  margin-right: 6px;
  border: 1px solid var(--popup-search-border-color);
  border-radius: 4px;
}

.djs-popup-breadcrumbs-item--back:hover {
  background: var(--popup-button-hover-background-color);
}

.djs-popup-breadcrumbs-item--current {
  font-weight: var(--popup-header-font-weight);
  color: inherit;
  cursor: default;
}

.djs-popup-breadcrumbs-item--current:hover {
  text-decoration: none;
}

.djs-popup-entry-actions {
  display: flex;
  align-items: center;
  flex-shrink: 0;
  gap: 6px;
  margin-left: 6px;
}

.djs-popup-entry-chevron {
  display: flex;
  align-items: center;
  color: var(--popup-description-color);
}

.djs-popup-search-icon {
  position: absolute;
  left: 8px;
  top: 7px;
}

.djs-popup-search-count {
  margin: 0 12px;
  font-size: var(--popup-secondary-font-size);
  color: var(--popup-description-color);
}

.djs-popup-results {
  margin: 7px 3px 7px 12px;
  list-style: none;
  max-height: 280px;
  overflow: auto;
  padding-right: 9px;
}

/**
 * The results list is focusable (as a listbox holding
 * \`aria-activedescendant\`) when there is no search field.
 * The active entry is indicated via \`.entry.selected\`, so we hide
 * the outline on the list container itself.
 */
.djs-popup-results:focus {
  outline: none;
}

.djs-popup-group {
  margin: 0;
  padding: 0;
  width: 100%;
}

.djs-popup-body .entry,
.djs-popup-body .entry-header {
  padding: 5px 7px;
  cursor: default;
  border-radius: 4px;
}

.djs-popup-body .entry-header {
  font-weight: var(--popup-header-font-weight);
  color: var(--popup-entry-title-color);
  padding-left: 0;
}

.djs-popup [class*="icon"] .djs-popup-label,
.djs-popup-label:not(:first-child) {
  margin-left: .5em;
}

.djs-popup [class*="icon"]:before,
.djs-popup-entry-icon {
  width: 1em;
  height: 1em;
  display: inline-block;
  font-size: 1.4em;
  vertical-align: middle;
}

.djs-popup-body .entry-header:not(:first-child) {
  margin-top: 8px;
  margin-bottom: 2px;
}

.djs-popup-body .entry {
  display: flex;
  flex-direction: row;
  align-items: stretch;
  height: min-content;
}

.djs-popup .entry.selected {
  color: var(--popup-entry-selected-color);
  background-color: var(--popup-entry-selected-background-color);
}

.djs-popup .entry.disabled {
  color: var(--popup-disabled-color);
  cursor: not-allowed;
}

.djs-popup-body .entry:not(:first-child) {
  margin-top: 2px;
}

.djs-popup-entry-content {
  display: flex;
  flex-direction: column;
  flex: 1;
}

.djs-popup-entry-description {
  font-size: var(--popup-secondary-font-size);
  margin-top: .25em;

  color: var(--popup-description-color);
}

.djs-popup-label,
.djs-popup-entry-description {
  line-height: 1.4em;
}

.djs-popup .entry,
.djs-popup .entry-header {
  margin: 1px;
}

.djs-popup-body {
  flex-direction: column;
  width: auto;
}

.djs-popup *::-webkit-scrollbar {
  width: 6px;
}

.djs-popup *::-webkit-scrollbar-thumb {
  border-radius: 3px;
  background-color: var(--popup-scrollbar-thumb-color);
}

.djs-popup *::-webkit-scrollbar-track {
  box-shadow: none;
  background: transparent;
  margin: 0;
  padding: 5px;
}

.djs-popup-no-results {
  padding: 0 12px 12px 12px;
  color: var(--popup-no-results-color);
}

.djs-popup-footer {
  display: flex;
  padding: 5px 12px 7px 12px;
  border-top: solid 1px var(--popup-border-color);
}

/**
 * The footer holds the keyboard/assistive-technology reachable documentation
 * link. Pointer interaction switches the popup to the per-entry
 * \`.djs-popup-entry-docs\` affordance instead.
 */
.djs-popup--pointer .djs-popup-footer {
  display: none;
}

.djs-popup-entry-docs {
  display: flex;
  align-items: center;
  justify-content: center;
  flex-shrink: 0;
  visibility: hidden;
  padding: 2px 3px;
  color: var(--popup-description-color);
  background: var(--popup-button-background-color);
  border: 1px solid var(--popup-search-border-color);
  border-radius: 4px;
  cursor: pointer;
  transition: background-color .12s ease, border-color .12s ease, color .12s ease;
}

.djs-popup--pointer .djs-popup-body .entry:hover .djs-popup-entry-docs {
  visibility: visible;
}

.djs-popup-body .entry .djs-popup-entry-docs:hover {
  background: var(--popup-button-hover-background-color);
}

.djs-popup-entry-docs svg {
  vertical-align: middle;
}

.djs-popup-footer-docs {
  display: inline-flex;
  align-items: center;
  gap: 3px;
  font-size: var(--popup-secondary-font-size);
  color: var(--popup-description-color);
  text-decoration: none;
}

.djs-popup-footer-docs:hover {
  text-decoration: underline;
}

.djs-popup-footer-docs svg {
  vertical-align: middle;
  margin: 2px;
}

/**
 *  palette styles
 */
.djs-palette {
  background: var(--palette-background-color);
  border: solid 1px var(--palette-border-color);
  border-radius: var(--surface-border-radius);
}

/**
 * bendpoints
 */
.djs-segment-dragger,
.djs-bendpoint {
  display: none;
}

.djs-segment-dragger .djs-visual {
  display: none;

  fill: var(--bendpoint-fill-color);
  stroke: var(--bendpoint-stroke-color);
  stroke-width: 1px;
  stroke-opacity: 1;
}

.djs-segment-dragger:hover .djs-visual {
  display: block;
}

.djs-bendpoint .djs-visual {
  fill: var(--bendpoint-fill-color);
  stroke: var(--bendpoint-stroke-color);
  stroke-width: 1px;
}

.djs-segment-dragger:hover,
.djs-bendpoints.hover .djs-segment-dragger,
.djs-bendpoints.selected .djs-segment-dragger,
.djs-bendpoint:hover,
.djs-bendpoints.hover .djs-bendpoint,
.djs-bendpoints.selected .djs-bendpoint {
  display: block;
}

.djs-drag-active .djs-bendpoints * {
  display: none;
}

.djs-bendpoints:not(.hover) .floating {
  display: none;
}

.djs-bendpoint.floating:not(.positioned) {
  display: none;
}

.djs-segment-dragger:hover .djs-visual,
.djs-segment-dragger.djs-dragging .djs-visual,
.djs-bendpoint:hover .djs-visual,
.djs-bendpoint.floating .djs-visual {
  fill: var(--bendpoint-fill-color);
  stroke: var(--bendpoint-stroke-color);
  stroke-opacity: 1;
}

.djs-bendpoint.floating .djs-hit {
  pointer-events: none;
}

.djs-segment-dragger .djs-hit,
.djs-bendpoint .djs-hit {
  fill: none;
  pointer-events: all;
}

.djs-segment-dragger.horizontal .djs-hit {
  cursor: ns-resize;
}

.djs-segment-dragger.vertical .djs-hit {
  cursor: ew-resize;
}

.djs-segment-dragger.djs-dragging .djs-hit {
  pointer-events: none;
}

.djs-updating,
.djs-updating > * {
  pointer-events: none !important;
}

.djs-updating .djs-context-pad,
.djs-updating .djs-outline,
.djs-updating .djs-bendpoint,
.djs-multi-select .djs-bendpoint,
.djs-multi-select .djs-segment-dragger,
.connect-ok .djs-bendpoint,
.connect-not-ok .djs-bendpoint,
.drop-ok .djs-bendpoint,
.drop-not-ok .djs-bendpoint {
  display: none !important;
}

.djs-segment-dragger.djs-dragging,
.djs-bendpoint.djs-dragging {
  display: block;
  opacity: 1.0;
}


/**
 * tooltips
 */
.djs-tooltip-error {
  width: 160px;
  padding: 6px;

  background: var(--tooltip-error-background-color);
  border: solid 1px var(--tooltip-error-border-color);
  border-radius: var(--surface-border-radius);
  color: var(--tooltip-error-color);
  font-size: 12px;
  line-height: 16px;

  opacity: 0.75;
}

.djs-tooltip-error:hover {
  opacity: 1;
}


/**
 * search pad
 */
.djs-search-open .djs-context-pad {
  display: none;
}

.djs-search-open .djs-connection.selected .djs-outline {
  display: block;
}

.djs-search-container {
  position: absolute;
  top: 20px;
  left: 0;
  right: 0;
  margin-left: auto;
  margin-right: auto;

  width: 25%;
  min-width: 300px;
  max-width: 400px;
  z-index: 10;

  font-family: var(--search-font-family);
  font-size: var(--search-font-size);
  border-radius: var(--surface-border-radius);
  box-shadow: 0px 2px 6px var(--search-shadow-color);
}

.djs-search-container:not(.open) {
  display: none;
}

.djs-search-input {
  position: relative;
}

.djs-search-input svg {
  position: absolute;
  left: 8px;
  top: 7px;
}

.djs-search-input input {
  font-size: var(--search-font-size);
  width: 100%;
  padding: 3px 6px 3px 28px;
  border: 1px solid var(--search-input-border-color);
  border-radius: var(--input-border-radius);
  box-sizing: border-box;
  line-height: 21px;
}

.djs-search-input input:focus {
  background-color: var(--search-input-focus-background-color);
  border: solid 1px var(--search-input-focus-border-color);
  outline: none;
}

.djs-search-results {
  position: relative;
  overflow-y: auto;
  max-height: 200px;
  background: var(--search-container-background-color);
}

.djs-search-result {
  padding: 6px 8px;
}

.djs-search-result-primary {
  margin: 0 0 3px;
  text-overflow: ellipsis;
  overflow: hidden;
  white-space: nowrap;
}

.djs-search-result-secondary {
  font-family: monospace;
  margin: 0;
  text-overflow: ellipsis;
  overflow: hidden;
  white-space: nowrap;
  color: var(--search-result-secondary-color);
}

.djs-search-result:hover {
  background: var(--search-result-hover-background-color);
}

.djs-search-result-selected {
  background: var(--search-result-hover-background-color);
}

.djs-search-result-selected:hover {
  background: var(--search-result-hover-background-color);
}

.djs-search-open .djs-element .djs-outline {
  fill: var(--search-preselected-background-color) !important;
}

/**
 * hidden styles
 */
.djs-element-hidden,
.djs-element-hidden .djs-hit,
.djs-element-hidden .djs-outline,
.djs-label-hidden .djs-label {
  display: none !important;
}

.djs-element .djs-hit-stroke,
.djs-element .djs-hit-click-stroke,
.djs-element .djs-hit-all {
  cursor: move;
}`;var vi=`/**
 * Semantic tokens, copied from \`@bpmn-io/theme\` to style the components
 * according to this theme.
 *
 * Names and values of the tokens should stay intact with the \`@bpmn-io/theme\`
 * source of truth, to ensure matching styles and allow overrides with an
 * alternative theme.
 */
.bio-theme-parent {
  --bio-surface-subtle: hsl(225, 10%, 97%);
  --bio-text-on-primary: hsl(0, 0%, 100%);
  --bio-border: hsl(225, 10%, 75%);
  --bio-primary: hsl(205, 100%, 40%);
  --bio-focus: hsl(205, 100%, 40%);
  --bio-radius-md: 3px;
  --bio-radius-lg: 4px;
}

.bjs-container {
  --bjs-font-family: Arial, sans-serif;

  --accent-color: var(--bio-primary);

  --breadcrumbs-font-family: var(--bjs-font-family);
  --breadcrumbs-item-color: var(--accent-color);
  --breadcrumbs-background-color: var(--bio-surface-subtle);
  --breadcrumbs-border-color: var(--bio-border);
  --breadcrumbs-focus-outline-color: var(--bio-focus);
  --drilldown-fill-color: var(--bio-text-on-primary);
  --drilldown-background-color: var(--accent-color);
  --drilldown-focus-outline-color: var(--bio-focus);

  --button-border-radius: var(--bio-radius-md);
  --surface-border-radius: var(--bio-radius-lg);
}

.bjs-breadcrumbs {
  position: absolute;
  display: none;
  flex-wrap: wrap;
  align-items: center;
  top: 20px;
  left: 20px;
  padding: 5px 10px;
  margin: 0px;
  font-family: var(--breadcrumbs-font-family);
  font-size: 16px;
  line-height: normal;
  background-color: var(--breadcrumbs-background-color);
  border: solid 1px var(--breadcrumbs-border-color);
  border-radius: var(--surface-border-radius);
  row-gap: 5px;
}

.bjs-breadcrumbs-shown .bjs-breadcrumbs {
  display: flex;
}

.djs-palette-shown .bjs-breadcrumbs {
  left: 90px;
}

.djs-palette-shown.djs-palette-two-column .bjs-breadcrumbs {
  left: 140px;
}

.bjs-breadcrumbs li {
  display: inline-flex;
  align-items: center;
}

.bjs-breadcrumbs a.bjs-crumb {
  cursor: pointer;
  color: var(--breadcrumbs-item-color);
  text-decoration: none;
}

.bjs-breadcrumbs a.bjs-crumb:focus-visible {
  outline: solid 1px var(--breadcrumbs-focus-outline-color);
  outline-offset: 1px;
}

.bjs-breadcrumbs li:not(:first-child)::before {
  content: url('data:image/svg+xml;utf8,<svg xmlns="http://www.w3.org/2000/svg" width="17" height="17" viewBox="0 0 24 24"><path d="M10 6L8.59 7.41 13.17 12l-4.58 4.59L10 18l6-6z" /><path d="M0 0h24v24H0z" fill="none" /></svg>');
  padding: 0 8px;
  height: 1em;
}

.bjs-breadcrumbs .bjs-crumb {
  display: inline-block;
  max-width: 200px;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}

.bjs-drilldown {
  width: 20px;
  height: 20px;

  padding: 0px;
  margin-left: -20px;

  cursor: pointer;
  border: none;
  border-radius: var(--button-border-radius);

  fill: var(--drilldown-fill-color);
  background-color: var(--drilldown-background-color);
}

.bjs-drilldown:focus-visible {
  outline: solid 1px var(--drilldown-focus-outline-color);
  outline-offset: 1px;
}

.bjs-drilldown-empty {
  display: none;
}

.selected .bjs-drilldown-empty {
  display: inherit;
}

[data-popup="align-elements"] .djs-popup-results {
  display: flex;
}

[data-popup="align-elements"] .djs-popup-body [data-group] + [data-group] {
  border-left: 1px solid var(--popup-border-color);
}

[data-popup="align-elements"] [data-group="align"] {
  display: grid;
  grid-template-columns: repeat(3, 1fr);
}

[data-popup="align-elements"] .djs-popup-body .entry {
  padding: 6px 8px;
}

[data-popup="align-elements"] .djs-popup-body .entry:not(:first-child) {
  margin-top: 0;
}

[data-popup="align-elements"] .djs-popup-entry-icon {
  display: block;
  margin: 0;
  height: 20px;
  width: 20px;
}
`;var bi=`:host { display: block; }
.frame { font: 13px/1.4 var(--st-font, sans-serif); color: #1f2a37; border: 1px solid #d5dbe3; border-radius: 8px; background: #fff; position: relative; overflow: hidden; }
.stage { position: relative; outline: none; background: #fff; }
.stage:focus-visible { box-shadow: inset 0 0 0 3px #0b6e6e; }
.toolbar { display: flex; gap: 4px; padding: 6px 10px; border-bottom: 1px solid #e4e8ee; background: #f8fafb; }
.toolbar button, .legend .live { font: inherit; min-width: 28px; height: 28px; padding: 0 8px; border: 1px solid #b9c3cf; border-radius: 6px; background: #fff; color: #1f2a37; cursor: pointer; }
.toolbar button:hover, .legend .live:hover { background: #eef4f4; }
.toolbar button:focus-visible, .legend .live:focus-visible { outline: 3px solid #0b6e6e; outline-offset: 1px; }
.problem { margin: 0; padding: 0 12px; color: #a3261b; }
.problem:empty { display: none; }
.legend { display: flex; flex-wrap: wrap; gap: 6px 14px; align-items: center; padding: 6px 10px; border-top: 1px solid #e4e8ee; background: #f8fafb; }
.legend .key { display: inline-flex; align-items: center; gap: 6px; }
.legend .live { border-color: #2563a8; color: #174a84; background: #eaf2fb; }
.legend .live.late { border-color: #b45309; color: #8a3d05; background: #fff4e5; }
.swatch { width: 16px; height: 12px; border-radius: 3px; border: 2px solid; }
.swatch-active { border-color: #2563a8; background: #dcebfb; }
.swatch-overdue { border-color: #b45309; background: #ffe8c9; }
.swatch-incident { border-color: #b3261e; background: #fde4e1; border-style: dashed; }
.swatch-heat-1 { border-color: #c9a24a; background: #fff3d6; }
.swatch-heat-2 { border-color: #b98a1f; background: #ffe0a3; }
.swatch-heat-3 { border-color: #a86a00; background: #ffc069; }
.swatch-heat-4 { border-color: #9c3d00; background: #f78b4d; }
.swatch-heat-5 { border-color: #7a1206; background: #d6452f; }
.swatch-done { border-color: #5c8069; background: #eef5f0; }

.djs-element.carelane-done:not(.djs-connection) .djs-visual > :is(rect, circle, polygon):first-child { stroke: #5c8069 !important; fill: #eef5f0 !important; }
.djs-element.carelane-taken.djs-connection .djs-visual > path { stroke: #3f6b50 !important; stroke-width: 2.5px !important; }
.djs-element.carelane-active .djs-visual > :is(rect, circle, polygon):first-child { stroke: #2563a8 !important; fill: #dcebfb !important; stroke-width: 3px !important; }
.djs-element.carelane-overdue .djs-visual > :is(rect, circle, polygon):first-child { stroke: #b45309 !important; fill: #ffe8c9 !important; stroke-width: 3px !important; }
.djs-element.carelane-incident .djs-visual > :is(rect, circle, polygon):first-child { stroke: #b3261e !important; fill: #fde4e1 !important; stroke-width: 3px !important; stroke-dasharray: 6 3; }
.djs-element.carelane-thick:is(.carelane-active, .carelane-overdue, .carelane-incident) .djs-visual > :is(rect, circle):first-child { stroke-width: 5px !important; }
.djs-element.carelane-heat-1:not(.djs-connection) .djs-visual > :is(rect, circle, polygon):first-child { stroke: #c9a24a !important; fill: #fff3d6 !important; stroke-width: 1.5px !important; }
.djs-element.carelane-heat-2:not(.djs-connection) .djs-visual > :is(rect, circle, polygon):first-child { stroke: #b98a1f !important; fill: #ffe0a3 !important; stroke-width: 2px !important; }
.djs-element.carelane-heat-3:not(.djs-connection) .djs-visual > :is(rect, circle, polygon):first-child { stroke: #a86a00 !important; fill: #ffc069 !important; stroke-width: 2.5px !important; }
.djs-element.carelane-heat-4:not(.djs-connection) .djs-visual > :is(rect, circle, polygon):first-child { stroke: #9c3d00 !important; fill: #f78b4d !important; stroke-width: 3px !important; }
.djs-element.carelane-heat-5:not(.djs-connection) .djs-visual > :is(rect, circle, polygon):first-child { stroke: #7a1206 !important; fill: #d6452f !important; stroke-width: 4px !important; }
.djs-element.carelane-selected .djs-outline { visibility: visible !important; stroke: #0b6e6e !important; stroke-width: 2px; fill: none; }
.djs-element.carelane-other-pool > .djs-visual { opacity: 0.7; }
.djs-group:has(> .djs-element.carelane-other-pool) > .djs-children { opacity: 0.65; }
.djs-element:not(.djs-connection) { cursor: pointer; }

.badge { min-width: 22px; height: 22px; padding: 0 5px; box-sizing: border-box; border-radius: 11px; font: 700 13px/22px sans-serif; text-align: center; color: #fff; box-shadow: 0 1px 2px #0005; }
.badge-note { background: #1f2a37; white-space: nowrap; }
.badge-active { background: #2563a8; }
.badge-overdue { background: #b45309; }
.badge-visits { background: #fff; color: #37543f; border: 1px solid #5c8069; line-height: 20px; box-shadow: none; }
.badge-incident { background: #b3261e; }
`;function ge(e,t){t&&(e.super_=t,e.prototype=Object.create(t.prototype,{constructor:{value:e,enumerable:!1,writable:!0,configurable:!0}}))}var ir=Object.prototype.toString,za=Object.prototype.hasOwnProperty;function wr(e){return e===void 0}function Ot(e){return e!==void 0}function gn(e){return e==null}function ce(e){return ir.call(e)==="[object Array]"}function je(e){return ir.call(e)==="[object Object]"}function Fe(e){return ir.call(e)==="[object Number]"}function it(e){let t=ir.call(e);return t==="[object Function]"||t==="[object AsyncFunction]"||t==="[object GeneratorFunction]"||t==="[object AsyncGeneratorFunction]"||t==="[object Proxy]"}function ze(e){return ir.call(e)==="[object String]"}function gt(e,t){return!gn(e)&&za.call(e,t)}function ve(e,t){let r=xn(t),n;return T(e,function(i,o){if(r(i,o))return n=i,!1}),n}function xi(e,t){let r=xn(t),n=ce(e)?-1:void 0;return T(e,function(i,o){if(r(i,o))return n=o,!1}),n}function ct(e,t){let r=xn(t),n=[];return T(e,function(i,o){r(i,o)&&n.push(i)}),n}function T(e,t){let r,n;if(wr(e))return;let i=ce(e)?Wa:Va;for(let o in e)if(gt(e,o)&&(r=e[o],n=t(r,i(o)),n===!1))return r}function pt(e,t,r){return T(e,function(n,i){r=t(r,n,i)}),r}function vn(e,t){return!!pt(e,function(r,n,i){return r&&t(n,i)},!0)}function Er(e,t){return!!ve(e,t)}function wi(e,t){let r=[];return T(e,function(n,i){r.push(t(n,i))}),r}function bn(e){return function(t){return vn(e,function(r,n){return t[n]===r})}}function xn(e){return it(e)?e:t=>t===e}function Va(e){return e}function Wa(e){return Number(e)}function or(e,t){let r,n,i,o;function l(E){let O=Date.now(),F=E?0:o+t-O;if(F>0)return u(F);e.apply(i,n),p()}function u(E){r=setTimeout(l,E)}function p(){r&&clearTimeout(r),r=o=n=i=void 0}function f(){r&&l(!0),p()}function b(...E){o=Date.now(),n=E,i=this,r||u(t)}return b.flush=f,b.cancel=p,b}function ot(e,t){return e.bind(t)}function R(e,...t){return Object.assign(e,...t)}function Ei(e,t,r){let n=e;return T(t,function(i,o){if(typeof i!="number"&&typeof i!="string")throw new Error("illegal key type: "+typeof i+". Key should be of type number or string.");if(i==="constructor")throw new Error("illegal key: constructor");if(i==="__proto__")throw new Error("illegal key: __proto__");let l=t[o+1],u=n[i];Ot(l)&&gn(u)&&(u=n[i]=isNaN(+l)?{}:[]),wr(l)?wr(r)?delete n[i]:n[i]=r:n=u}),e}function _i(e,t){let r={},n=Object(e);return T(t,function(i){i in n&&(r[i]=e[i])}),r}function ki(e,t){let r={},n=Object(e);return T(n,function(i,o){t.indexOf(o)===-1&&(r[o]=i)}),r}var $a=1e3;function Xe(e,t){var r=this;t=t||$a,e.on(["render.shape","render.connection"],t,function(n,i){var o=n.type,l=i.element,u=i.gfx,p=i.attrs;if(r.canRender(l))return o==="render.shape"?r.drawShape(u,l,p):r.drawConnection(u,l,p)}),e.on(["render.getShapePath","render.getConnectionPath"],t,function(n,i){if(r.canRender(i))return n.type==="render.getShapePath"?r.getShapePath(i):r.getConnectionPath(i)})}Xe.prototype.canRender=function(e){};Xe.prototype.drawShape=function(e,t){};Xe.prototype.drawConnection=function(e,t){};Xe.prototype.getShapePath=function(e){};Xe.prototype.getConnectionPath=function(e){};function M(e,t){var r=oe(e);return r&&typeof r.$instanceOf=="function"&&r.$instanceOf(t)}function Si(e,t){return Er(t,function(r){return M(e,r)})}function oe(e){return e&&e.businessObject||e}function Ze(e){return e&&e.di}function vt(e,t){return M(e,"bpmn:CallActivity")?!1:M(e,"bpmn:SubProcess")?(t=t||Ze(e),t&&M(t,"bpmndi:BPMNPlane")?!0:t&&!!t.isExpanded):M(e,"bpmn:Participant")?!!oe(e).processRef:!0}function wn(e){if(!(!M(e,"bpmn:Participant")&&!M(e,"bpmn:Lane"))){var t=Ze(e).isHorizontal;return t===void 0?!0:t}}function Ai(e){return e&&!!oe(e).triggeredByEvent}function Ri(e){return je(e)&&gt(e,"waypoints")}function En(e){return je(e)&&gt(e,"labelTarget")}var ar={width:90,height:20},Ci=15;function Pi(e){return M(e,"bpmn:Event")||M(e,"bpmn:Gateway")||M(e,"bpmn:DataStoreReference")||M(e,"bpmn:DataObjectReference")||M(e,"bpmn:DataInput")||M(e,"bpmn:DataOutput")||M(e,"bpmn:SequenceFlow")||M(e,"bpmn:MessageFlow")||M(e,"bpmn:Group")}function Ha(e){var t=e.length/2-1,r=e[Math.floor(t)],n=e[Math.ceil(t+.01)],i=Ka(e),o=Math.atan((n.y-r.y)/(n.x-r.x)),l=i.x,u=i.y;return Math.abs(o)<Math.PI/2?u-=Ci:l+=Ci,{x:l,y:u}}function Ka(e){var t=e.length/2-1,r=e[Math.floor(t)],n=e[Math.ceil(t+.01)];return{x:r.x+(n.x-r.x)/2,y:r.y+(n.y-r.y)/2}}function Ua(e){return e.waypoints?Ha(e.waypoints):M(e,"bpmn:Group")?{x:e.x+e.width/2,y:e.y+ar.height/2}:{x:e.x+e.width/2,y:e.y+e.height+ar.height/2}}function Ti(e,t){var r,n,i,o=e.label;return o&&o.bounds?(i=o.bounds,n={width:i.width,height:i.height},r={x:i.x+i.width/2,y:i.y+i.height/2}):(r=Ua(t),n=ar),R({x:r.x-n.width/2,y:r.y-n.height/2},n)}function Ya(e){if(M(e,"bpmn:FlowElement")||M(e,"bpmn:Participant")||M(e,"bpmn:Lane")||M(e,"bpmn:SequenceFlow")||M(e,"bpmn:MessageFlow")||M(e,"bpmn:DataInput")||M(e,"bpmn:DataOutput"))return"name";if(M(e,"bpmn:TextAnnotation"))return"text";if(M(e,"bpmn:Group"))return"categoryValueRef"}function qa(e){var t=e.categoryValueRef;return t&&t.value||""}function Kt(e){var t=e.businessObject,r=Ya(t);if(r)return r==="categoryValueRef"?qa(t):t[r]||""}function bt(e,t){t=!!t,ce(e)||(e=[e]);var r,n,i,o;return T(e,function(l){var u=l;l.waypoints&&!t&&(u=bt(l.waypoints,!0));var p=u.x,f=u.y,b=u.height||0,E=u.width||0;(p<r||r===void 0)&&(r=p),(f<n||n===void 0)&&(n=f),(p+E>i||i===void 0)&&(i=p+E),(f+b>o||o===void 0)&&(o=f+b)}),{x:r,y:n,height:o-n,width:i-r}}function _r(e){return"waypoints"in e?"connection":"x"in e?"shape":"root"}function kr(e){return!!(e&&e.isFrame)}var Sr=7;function Ga(e,t){if(e.ownerDocument!==t.ownerDocument)try{return t.ownerDocument.importNode(e,!0)}catch{}return e}function Ni(e,t){return t.appendChild(Ga(e,t))}function le(e,t){return Ni(t,e),e}var Sn=2,Oi={"alignment-baseline":1,"baseline-shift":1,clip:1,"clip-path":1,"clip-rule":1,color:1,"color-interpolation":1,"color-interpolation-filters":1,"color-profile":1,"color-rendering":1,cursor:1,direction:1,display:1,"dominant-baseline":1,"enable-background":1,fill:1,"fill-opacity":1,"fill-rule":1,filter:1,"flood-color":1,"flood-opacity":1,font:1,"font-family":1,"font-size":Sn,"font-size-adjust":1,"font-stretch":1,"font-style":1,"font-variant":1,"font-weight":1,"glyph-orientation-horizontal":1,"glyph-orientation-vertical":1,"image-rendering":1,kerning:1,"letter-spacing":1,"lighting-color":1,marker:1,"marker-end":1,"marker-mid":1,"marker-start":1,mask:1,opacity:1,overflow:1,"pointer-events":1,"shape-rendering":1,"stop-color":1,"stop-opacity":1,stroke:1,"stroke-dasharray":1,"stroke-dashoffset":1,"stroke-linecap":1,"stroke-linejoin":1,"stroke-miterlimit":1,"stroke-opacity":1,"stroke-width":Sn,"text-anchor":1,"text-decoration":1,"text-rendering":1,"unicode-bidi":1,visibility:1,"word-spacing":1,"writing-mode":1};function Xa(e,t){return Oi[t]?e.style[t]:e.getAttributeNS(null,t)}function Bi(e,t,r){var n=t.replace(/([a-z])([A-Z])/g,"$1-$2").toLowerCase(),i=Oi[n];i?(i===Sn&&typeof r=="number"&&(r=String(r)+"px"),e.style[n]=r):e.setAttributeNS(null,t,r)}function Za(e,t){var r=Object.keys(t),n,i;for(n=0,i;i=r[n];n++)Bi(e,i,t[i])}function Q(e,t,r){if(typeof t=="string")if(r!==void 0)Bi(e,t,r);else return Xa(e,t);else Za(e,t);return e}var Qa=Object.prototype.toString;function Ke(e){return new St(e)}function St(e){if(!e||!e.nodeType)throw new Error("A DOM element reference is required");this.el=e,this.list=e.classList}St.prototype.add=function(e){return this.list.add(e),this};St.prototype.remove=function(e){return Qa.call(e)=="[object RegExp]"?this.removeMatching(e):(this.list.remove(e),this)};St.prototype.removeMatching=function(e){let t=this.array();for(let r=0;r<t.length;r++)e.test(t[r])&&this.remove(t[r]);return this};St.prototype.toggle=function(e,t){return typeof t<"u"?t!==this.list.toggle(e,t)&&this.list.toggle(e):this.list.toggle(e),this};St.prototype.array=function(){return Array.from(this.list)};St.prototype.has=St.prototype.contains=function(e){return this.list.contains(e)};function Ja(e){for(var t;t=e.firstChild;)e.removeChild(t);return e}var Rn={svg:"http://www.w3.org/2000/svg"},ji='<svg xmlns="'+Rn.svg+'"';function Li(e){var t=!1;e.substring(0,4)==="<svg"?e.indexOf(Rn.svg)===-1&&(e=ji+e.substring(4)):(e=ji+">"+e+"</svg>",t=!0);var r=es(e);if(!t)return r;for(var n=document.createDocumentFragment(),i=r.firstChild;i.firstChild;)n.appendChild(i.firstChild);return n}function es(e){var t;return t=new DOMParser,t.async=!1,t.parseFromString(e,"text/xml")}function J(e,t){var r;return e=e.trim(),e.charAt(0)==="<"?(r=Li(e).firstChild,r=document.importNode(r,!0)):r=document.createElementNS(Rn.svg,e),t&&Q(r,t),r}var _n=null;function An(){return _n===null&&(_n=J("svg")),_n}function Mi(e,t){var r,n,i=Object.keys(t);for(r=0;n=i[r];r++)e[n]=t[n];return e}function Ii(e,t,r,n,i,o){var l=An().createSVGMatrix();switch(arguments.length){case 0:return l;case 1:return Mi(l,e);case 6:return Mi(l,{a:e,b:t,c:r,d:n,e:i,f:o})}}function Ut(e){return e?An().createSVGTransformFromMatrix(e):An().createSVGTransform()}var Di=/([&<>]{1})/g,ts=/([&<>\n\r"]{1})/g,rs={"&":"&amp;","<":"&lt;",">":"&gt;",'"':"'"};function kn(e,t){function r(n,i){return rs[i]||i}return e.replace(t,r)}function Fi(e,t){var r,n,i,o,l;switch(e.nodeType){case 3:t.push(kn(e.textContent,Di));break;case 1:if(t.push("<",e.tagName),e.hasAttributes())for(i=e.attributes,r=0,n=i.length;r<n;++r)o=i.item(r),t.push(" ",o.name,'="',kn(o.value,ts),'"');if(e.hasChildNodes()){for(t.push(">"),l=e.childNodes,r=0,n=l.length;r<n;++r)Fi(l.item(r),t);t.push("</",e.tagName,">")}else t.push("/>");break;case 8:t.push("<!--",kn(e.nodeValue,Di),"-->");break;case 4:t.push("<![CDATA[",e.nodeValue,"]]>");break;default:throw new Error("unable to handle node "+e.nodeType)}return t}function ns(e,t){var r=Li(t);if(Ja(e),!!t){os(r)||(r=r.documentElement);for(var n=as(r.childNodes),i=0;i<n.length;i++)Ni(n[i],e)}}function is(e){for(var t=e.firstChild,r=[];t;)Fi(t,r),t=t.nextSibling;return r.join("")}function os(e){return e.nodeName==="#document-fragment"}function Cn(e,t){if(t!==void 0){try{ns(e,t)}catch(r){throw new Error("error parsing SVG: "+r.message)}return e}else return is(e)}function as(e){return Array.prototype.slice.call(e)}function Bt(e){var t=e.parentNode;return t&&t.removeChild(e),e}function ss(e,t){return t instanceof SVGMatrix?e.createSVGTransformFromMatrix(t):t}function ls(e,t){var r,n;for(e.clear(),r=0;n=t[r];r++)e.appendItem(ss(e,n))}function Lt(e,t){var r=e.transform.baseVal;return t&&(Array.isArray(t)||(t=[t]),ls(r,t)),r.consolidate()}function xt(e){return e.flat().join(",").replace(/,?([A-Za-z]),?/g,"$1")}function us(e){return["M",e.x,e.y]}function Pn(e){return["L",e.x,e.y]}function cs(e,t,r){return["C",e.x,e.y,t.x,t.y,r.x,r.y]}function ps(e,t){let r=e.length,n=[us(e[0])];for(let i=1;i<r;i++){let o=e[i-1],l=e[i],u=e[i+1];if(!u||!t){n.push(Pn(l));continue}let p=Math.min(t,Tn(l.x-o.x,l.y-o.y),Tn(u.x-l.x,u.y-l.y));if(!p){n.push(Pn(l));continue}let f=Ar(l,o,p),b=Ar(l,o,p*.5),E=Ar(l,u,p),O=Ar(l,u,p*.5);n.push(Pn(f)),n.push(cs(b,O,E))}return n}function Ar(e,t,r){let n=t.x-e.x,i=t.y-e.y,o=Tn(n,i),l=r/o;return{x:e.x+n*l,y:e.y+i*l}}function Tn(e,t){return Math.sqrt(Math.pow(e,2)+Math.pow(t,2))}function Yt(e,t,r){Fe(t)&&(r=t,t=null),t||(t={});let n=J("path",t);return Fe(r)&&(n.dataset.cornerRadius=String(r)),jn(n,e)}function jn(e,t){let r=parseInt(e.dataset.cornerRadius,10)||0;return Q(e,{d:xt(ps(t,r))}),e}var Rr="hsl(225, 10%, 15%)",fs="white";function at(e,t){return Er(e.eventDefinitions,function(r){return r.$type===t})}function zi(e){return e.$type==="bpmn:IntermediateThrowEvent"||e.$type==="bpmn:EndEvent"}function Vi(e){var t=e.dataObjectRef;return e.isCollection||t&&t.isCollection}function W(e,t,r){var n=Ze(e);return r||n.get("color:background-color")||n.get("bioc:fill")||t||fs}function C(e,t,r){var n=Ze(e);return r||n.get("color:border-color")||n.get("bioc:stroke")||t||Rr}function qt(e,t,r,n){var i=Ze(e),o=i.get("label");return n||o&&o.get("color:color")||t||C(e,r)}function Wi(e){var t=e.x+e.width/2,r=e.y+e.height/2,n=e.width/2,i=[["M",t,r],["m",0,-n],["a",n,n,0,1,1,0,2*n],["a",n,n,0,1,1,0,-2*n],["z"]];return xt(i)}function Mn(e,t){var r=e.x,n=e.y,i=e.width,o=e.height,l=[["M",r+t,n],["l",i-t*2,0],["a",t,t,0,0,1,t,t],["l",0,o-t*2],["a",t,t,0,0,1,-t,t],["l",t*2-i,0],["a",t,t,0,0,1,-t,-t],["l",0,t*2-o],["a",t,t,0,0,1,t,-t],["z"]];return xt(l)}function $i(e){var t=e.width,r=e.height,n=e.x,i=e.y,o=t/2,l=r/2,u=[["M",n+o,i],["l",o,l],["l",-o,l],["l",-o,-l],["z"]];return xt(u)}function Hi(e){var t=e.x,r=e.y,n=e.width,i=e.height,o=[["M",t,r],["l",n,0],["l",0,i],["l",-n,0],["z"]];return xt(o)}function Gt(e,t={}){return{width:Ue(e,t),height:Me(e,t)}}function Ue(e,t={}){return gt(t,"width")?t.width:e.width}function Me(e,t={}){return gt(t,"height")?t.height:e.height}var fe={legend:[1,"<fieldset>","</fieldset>"],tr:[2,"<table><tbody>","</tbody></table>"],col:[2,"<table><tbody></tbody><colgroup>","</colgroup></table>"],_default:[0,"",""]};fe.td=fe.th=[3,"<table><tbody><tr>","</tr></tbody></table>"];fe.option=fe.optgroup=[1,'<select multiple="multiple">',"</select>"];fe.thead=fe.tbody=fe.colgroup=fe.caption=fe.tfoot=[1,"<table>","</table>"];fe.polyline=fe.ellipse=fe.polygon=fe.circle=fe.text=fe.line=fe.path=fe.rect=fe.g=[1,'<svg xmlns="http://www.w3.org/2000/svg" version="1.1">',"</svg>"];function xe(e,t=globalThis.document){if(typeof e!="string")throw new TypeError("String expected");let r=/^<!--(.*?)-->$/s.exec(e);if(r)return t.createComment(r[1]);let n=/<([\w:]+)/.exec(e)?.[1];if(!n)return t.createTextNode(e);if(e=e.trim(),n==="body"){let f=t.createElement("html");f.innerHTML=e;let{lastChild:b}=f;return b.remove(),b}let[i,o,l]=Object.hasOwn(fe,n)?fe[n]:fe._default,u=t.createElement("div");for(u.innerHTML=o+e+l;i--;)u=u.lastChild;if(u.firstChild===u.lastChild){let{firstChild:f}=u;return f.remove(),f}let p=t.createDocumentFragment();return p.append(...u.childNodes),p}function ds(e,t){return t.forEach(function(r){r&&typeof r!="string"&&!Array.isArray(r)&&Object.keys(r).forEach(function(n){if(n!=="default"&&!(n in e)){var i=Object.getOwnPropertyDescriptor(r,n);Object.defineProperty(e,n,i.get?i:{enumerable:!0,get:function(){return r[n]}})}})}),Object.freeze(e)}function ke(e,...t){let r=e.style;return T(t,function(n){n&&T(n,function(i,o){r[o]=i})}),e}function Pr(e,t,r){return arguments.length==2?e.getAttribute(t):r===null?e.removeAttribute(t):(e.setAttribute(t,r),e)}var hs=Object.prototype.toString;function Qe(e){return new At(e)}function At(e){if(!e||!e.nodeType)throw new Error("A DOM element reference is required");this.el=e,this.list=e.classList}At.prototype.add=function(e){return this.list.add(e),this};At.prototype.remove=function(e){return hs.call(e)=="[object RegExp]"?this.removeMatching(e):(this.list.remove(e),this)};At.prototype.removeMatching=function(e){let t=this.array();for(let r=0;r<t.length;r++)e.test(t[r])&&this.remove(t[r]);return this};At.prototype.toggle=function(e,t){return typeof t<"u"?t!==this.list.toggle(e,t)&&this.list.toggle(e):this.list.toggle(e),this};At.prototype.array=function(){return Array.from(this.list)};At.prototype.has=At.prototype.contains=function(e){return this.list.contains(e)};function Tr(e){for(var t;t=e.firstChild;)e.removeChild(t);return e}function Dn(e,t,r){var n=r?e:e.parentNode;return n&&typeof n.closest=="function"&&n.closest(t)||null}function ms(e){return e&&e.__esModule&&Object.prototype.hasOwnProperty.call(e,"default")?e.default:e}var Cr={},Ki;function ys(){if(Ki)return Cr;Ki=1;var e,t,r;function n(){e=window.addEventListener?"addEventListener":"attachEvent",t=window.removeEventListener?"removeEventListener":"detachEvent",r=e!=="addEventListener"?"on":""}return Cr.bind=function(i,o,l,u){return e||n(),i[e](r+o,l,u||!1),l},Cr.unbind=function(i,o,l,u){return t||n(),i[t](r+o,l,u||!1),l},Cr}var Ui=ys(),gs=ms(Ui),Se=ds({__proto__:null,default:gs},[Ui]),Yi=["focus","blur"];function vs(e,t,r,n,i){return Yi.indexOf(r)!==-1&&(i=!0),Se.bind(e,r,function(o){var l=o.target||o.srcElement;o.delegateTarget=Dn(l,t,!0),o.delegateTarget&&n.call(e,o)},i)}function bs(e,t,r,n){return Yi.indexOf(t)!==-1&&(n=!0),Se.unbind(e,t,r,n)}var sr={bind:vs,unbind:bs};function Ye(e,t){return t=t||document,t.querySelector(e)}function qi(e,t){return t=t||document,t.querySelectorAll(e)}function Xt(e){e.parentNode&&e.parentNode.removeChild(e)}function jr(e,t,r,n,i){var o=Ut();o.setTranslate(t,r);var l=Ut();l.setRotate(n||0,0,0);var u=Ut();u.setScale(i||1,i||1),Lt(e,[o,l,u])}function Mr(e,t,r){var n=Ut();n.setTranslate(t,r),Lt(e,n)}function Gi(e,t){var r=Ut();r.setRotate(t,0,0),Lt(e,r)}function xs(e){return e&&e.__esModule&&Object.prototype.hasOwnProperty.call(e,"default")?e.default:e}var Nn={exports:{}},Xi;function ws(){if(Xi)return Nn.exports;Xi=1;var e=Nn.exports=function(t,r){if(r||(r=16),t===void 0&&(t=128),t<=0)return"0";for(var n=Math.log(Math.pow(2,t))/Math.log(r),i=2;n===1/0;i*=2)n=Math.log(Math.pow(2,t/i))/Math.log(r)*i;for(var o=n-Math.floor(n),l="",i=0;i<Math.floor(n);i++){var u=Math.floor(Math.random()*r).toString(r);l=u+l}if(o){var p=Math.pow(r,o),u=Math.floor(Math.random()*p).toString(r);l=u+l}var f=parseInt(l,r);return f!==1/0&&f>=Math.pow(2,t)?e(t,r):l};return e.rack=function(t,r,n){var i=function(l){var u=0;do{if(u++>10)if(n)t+=n;else throw new Error("too many ID collisions, use more bits");var p=e(t,r)}while(Object.hasOwnProperty.call(o,p));return o[p]=l,p},o=i.hats={};return i.get=function(l){return i.hats[l]},i.set=function(l,u){return i.hats[l]=u,i},i.bits=t||128,i.base=r||16,i},Nn.exports}var Es=ws(),_s=xs(Es);function ft(e){if(!(this instanceof ft))return new ft(e);e=e||[128,36,1],this._seed=e.length?_s.rack(e[0],e[1],e[2]):e}ft.prototype.next=function(e){return this._seed(e||!0)};ft.prototype.nextPrefixed=function(e,t){var r;do r=e+this.next(!0);while(this.assigned(r));return this.claim(r,t),r};ft.prototype.claim=function(e,t){this._seed.set(e,t||!0)};ft.prototype.assigned=function(e){return this._seed.get(e)||!1};ft.prototype.unclaim=function(e){delete this._seed.hats[e]};ft.prototype.clear=function(){var e=this._seed.hats,t;for(t in e)this.unclaim(t)};var ks=new ft,Ss=10,Dr=3,As=1.5,Nr=10,Rs=4,Zt=.95,Cs=1,Ps=.25;function wt(e,t,r,n,i,o,l){Xe.call(this,t,l);var u=e&&e.defaultFillColor,p=e&&e.defaultStrokeColor,f=e&&e.defaultLabelColor;function b(c){return r.computeStyle(c,{strokeLinecap:"round",strokeLinejoin:"round",stroke:Rr,strokeWidth:2,fill:"white"})}function E(c){return r.computeStyle(c,["no-fill"],{strokeLinecap:"round",strokeLinejoin:"round",stroke:Rr,strokeWidth:2})}function O(c,s){var{ref:a={x:0,y:0},scale:d=1,element:h,parentGfx:m=i._svg}=s,j=J("marker",{id:c,viewBox:"0 0 20 20",refX:a.x,refY:a.y,markerWidth:20*d,markerHeight:20*d,orient:"auto"});le(j,h);var z=Ye(":scope > defs",m);z||(z=J("defs"),le(m,z)),le(z,j)}function F(c,s,a,d){var h=ks.nextPrefixed("marker-");return X(c,h,s,a,d),"url(#"+h+")"}function X(c,s,a,d,h){if(a==="sequenceflow-end"){var m=J("path",{d:"M 1 5 L 11 10 L 1 15 Z",...b({fill:h,stroke:h,strokeWidth:1})});O(s,{element:m,ref:{x:11,y:10},scale:.5,parentGfx:c})}if(a==="messageflow-start"){var j=J("circle",{cx:6,cy:6,r:3.5,...b({fill:d,stroke:h,strokeWidth:1,strokeDasharray:[1e4,1]})});O(s,{element:j,ref:{x:6,y:6},parentGfx:c})}if(a==="messageflow-end"){var z=J("path",{d:"m 1 5 l 0 -3 l 7 3 l -7 3 z",...b({fill:d,stroke:h,strokeWidth:1,strokeDasharray:[1e4,1]})});O(s,{element:z,ref:{x:8.5,y:5},parentGfx:c})}if(a==="association-start"){var q=J("path",{d:"M 11 5 L 1 10 L 11 15",...E({fill:"none",stroke:h,strokeWidth:1.5,strokeDasharray:[1e4,1]})});O(s,{element:q,ref:{x:1,y:10},scale:.5,parentGfx:c})}if(a==="association-end"){var pe=J("path",{d:"M 1 5 L 11 10 L 1 15",...E({fill:"none",stroke:h,strokeWidth:1.5,strokeDasharray:[1e4,1]})});O(s,{element:pe,ref:{x:11,y:10},scale:.5,parentGfx:c})}if(a==="conditional-flow-marker"){var ie=J("path",{d:"M 0 10 L 8 6 L 16 10 L 8 14 Z",...b({fill:d,stroke:h})});O(s,{element:ie,ref:{x:-1,y:10},scale:.5,parentGfx:c})}if(a==="conditional-default-flow-marker"){var me=J("path",{d:"M 6 4 L 10 16",...b({stroke:h,fill:"none"})});O(s,{element:me,ref:{x:0,y:10},scale:.5,parentGfx:c})}}function I(c,s,a,d,h={}){je(d)&&(h=d,d=0),d=d||0,h=b(h);var m=s/2,j=a/2,z=J("circle",{cx:m,cy:j,r:Math.round((s+a)/4-d),...h});return le(c,z),z}function V(c,s,a,d,h,m){je(h)&&(m=h,h=0),h=h||0,m=b(m);var j=J("rect",{x:h,y:h,width:s-h*2,height:a-h*2,rx:d,ry:d,...m});return le(c,j),j}function Y(c,s,a,d){var h=s/2,m=a/2,j=[{x:h,y:0},{x:s,y:m},{x:h,y:a},{x:0,y:m}],z=j.map(function(pe){return pe.x+","+pe.y}).join(" ");d=b(d);var q=J("polygon",{...d,points:z});return le(c,q),q}function Z(c,s,a,d){a=E(a);var h=Yt(s,a,d);return le(c,h),h}function A(c,s,a){return Z(c,s,a,5)}function w(c,s,a){a=E(a);var d=J("path",{...a,d:s});return le(c,d),d}function S(c,s,a,d){return w(s,a,R({"data-marker":c},d))}function D(c){return Pe[c]}function N(c){return function(s,a,d){return D(c)(s,a,d)}}var y={"bpmn:MessageEventDefinition":function(c,s,a={},d){var h=n.getScaledPath("EVENT_MESSAGE",{xScaleFactor:.9,yScaleFactor:.9,containerWidth:a.width||s.width,containerHeight:a.height||s.height,position:{mx:.235,my:.315}}),m=d?C(s,p,a.stroke):W(s,u,a.fill),j=d?W(s,u,a.fill):C(s,p,a.stroke),z=w(c,h,{fill:m,stroke:j,strokeWidth:1});return z},"bpmn:TimerEventDefinition":function(c,s,a={}){var d=a.width||s.width,h=a.height||s.height,m=a.width?1:2,j=I(c,d,h,.2*h,{fill:W(s,u,a.fill),stroke:C(s,p,a.stroke),strokeWidth:m}),z=n.getScaledPath("EVENT_TIMER_WH",{xScaleFactor:.75,yScaleFactor:.75,containerWidth:d,containerHeight:h,position:{mx:.5,my:.5}});w(c,z,{stroke:C(s,p,a.stroke),strokeWidth:m});for(var q=0;q<12;q++){var pe=n.getScaledPath("EVENT_TIMER_LINE",{xScaleFactor:.75,yScaleFactor:.75,containerWidth:d,containerHeight:h,position:{mx:.5,my:.5}}),ie=d/2,me=h/2;w(c,pe,{strokeWidth:1,stroke:C(s,p,a.stroke),transform:"rotate("+q*30+","+me+","+ie+")"})}return j},"bpmn:EscalationEventDefinition":function(c,s,a={},d){var h=n.getScaledPath("EVENT_ESCALATION",{xScaleFactor:1,yScaleFactor:1,containerWidth:a.width||s.width,containerHeight:a.height||s.height,position:{mx:.5,my:.2}}),m=d?C(s,p,a.stroke):W(s,u,a.fill);return w(c,h,{fill:m,stroke:C(s,p,a.stroke),strokeWidth:1})},"bpmn:ConditionalEventDefinition":function(c,s,a={}){var d=n.getScaledPath("EVENT_CONDITIONAL",{xScaleFactor:1,yScaleFactor:1,containerWidth:a.width||s.width,containerHeight:a.height||s.height,position:{mx:.5,my:.222}});return w(c,d,{fill:W(s,u,a.fill),stroke:C(s,p,a.stroke),strokeWidth:1})},"bpmn:LinkEventDefinition":function(c,s,a={},d){var h=n.getScaledPath("EVENT_LINK",{xScaleFactor:1,yScaleFactor:1,containerWidth:s.width,containerHeight:s.height,position:{mx:.57,my:.263}}),m=d?C(s,p,a.stroke):W(s,u,a.fill);return w(c,h,{fill:m,stroke:C(s,p,a.stroke),strokeWidth:1})},"bpmn:ErrorEventDefinition":function(c,s,a={},d){var h=n.getScaledPath("EVENT_ERROR",{xScaleFactor:1.1,yScaleFactor:1.1,containerWidth:a.width||s.width,containerHeight:a.height||s.height,position:{mx:.2,my:.722}}),m=d?C(s,p,a.stroke):W(s,u,a.fill);return w(c,h,{fill:m,stroke:C(s,p,a.stroke),strokeWidth:1})},"bpmn:CancelEventDefinition":function(c,s,a={},d){var h=n.getScaledPath("EVENT_CANCEL_45",{xScaleFactor:1,yScaleFactor:1,containerWidth:s.width,containerHeight:s.height,position:{mx:.638,my:-.055}}),m=d?C(s,p,a.stroke):"none",j=w(c,h,{fill:m,stroke:C(s,p,a.stroke),strokeWidth:1});return Gi(j,45),j},"bpmn:CompensateEventDefinition":function(c,s,a={},d){var h=n.getScaledPath("EVENT_COMPENSATION",{xScaleFactor:1,yScaleFactor:1,containerWidth:a.width||s.width,containerHeight:a.height||s.height,position:{mx:.22,my:.5}}),m=d?C(s,p,a.stroke):W(s,u,a.fill);return w(c,h,{fill:m,stroke:C(s,p,a.stroke),strokeWidth:1})},"bpmn:SignalEventDefinition":function(c,s,a={},d){var h=n.getScaledPath("EVENT_SIGNAL",{xScaleFactor:.9,yScaleFactor:.9,containerWidth:a.width||s.width,containerHeight:a.height||s.height,position:{mx:.5,my:.2}}),m=d?C(s,p,a.stroke):W(s,u,a.fill);return w(c,h,{strokeWidth:1,fill:m,stroke:C(s,p,a.stroke)})},"bpmn:MultipleEventDefinition":function(c,s,a={},d){var h=n.getScaledPath("EVENT_MULTIPLE",{xScaleFactor:1.1,yScaleFactor:1.1,containerWidth:a.width||s.width,containerHeight:a.height||s.height,position:{mx:.211,my:.36}}),m=d?C(s,p,a.stroke):W(s,u,a.fill);return w(c,h,{fill:m,stroke:C(s,p,a.stroke),strokeWidth:1})},"bpmn:ParallelMultipleEventDefinition":function(c,s,a={}){var d=n.getScaledPath("EVENT_PARALLEL_MULTIPLE",{xScaleFactor:1.2,yScaleFactor:1.2,containerWidth:a.width||s.width,containerHeight:a.height||s.height,position:{mx:.458,my:.194}});return w(c,d,{fill:W(s,u,a.fill),stroke:C(s,p,a.stroke),strokeWidth:1})},"bpmn:TerminateEventDefinition":function(c,s,a={}){var d=I(c,s.width,s.height,8,{fill:C(s,p,a.stroke),stroke:C(s,p,a.stroke),strokeWidth:4});return d}};function P(c,s,a={},d){var h=oe(c),m=zi(h),j=d||c;return h.get("eventDefinitions")&&h.get("eventDefinitions").length>1?h.get("parallelMultiple")?y["bpmn:ParallelMultipleEventDefinition"](s,j,a,m):y["bpmn:MultipleEventDefinition"](s,j,a,m):at(h,"bpmn:MessageEventDefinition")?y["bpmn:MessageEventDefinition"](s,j,a,m):at(h,"bpmn:TimerEventDefinition")?y["bpmn:TimerEventDefinition"](s,j,a,m):at(h,"bpmn:ConditionalEventDefinition")?y["bpmn:ConditionalEventDefinition"](s,j,a,m):at(h,"bpmn:SignalEventDefinition")?y["bpmn:SignalEventDefinition"](s,j,a,m):at(h,"bpmn:EscalationEventDefinition")?y["bpmn:EscalationEventDefinition"](s,j,a,m):at(h,"bpmn:LinkEventDefinition")?y["bpmn:LinkEventDefinition"](s,j,a,m):at(h,"bpmn:ErrorEventDefinition")?y["bpmn:ErrorEventDefinition"](s,j,a,m):at(h,"bpmn:CancelEventDefinition")?y["bpmn:CancelEventDefinition"](s,j,a,m):at(h,"bpmn:CompensateEventDefinition")?y["bpmn:CompensateEventDefinition"](s,j,a,m):at(h,"bpmn:TerminateEventDefinition")?y["bpmn:TerminateEventDefinition"](s,j,a,m):null}var k={ParticipantMultiplicityMarker:function(c,s,a={}){var d=Ue(s,a),h=Me(s,a),m=n.getScaledPath("MARKER_PARALLEL",{xScaleFactor:1,yScaleFactor:1,containerWidth:d,containerHeight:h,position:{mx:(d/2-6)/d,my:(h-15)/h}});S("participant-multiplicity",c,m,{strokeWidth:2,fill:W(s,u,a.fill),stroke:C(s,p,a.stroke)})},SubProcessMarker:function(c,s,a={}){var d=V(c,14,14,0,{strokeWidth:1,fill:W(s,u,a.fill),stroke:C(s,p,a.stroke)});Mr(d,s.width/2-7.5,s.height-20);var h=n.getScaledPath("MARKER_SUB_PROCESS",{xScaleFactor:1.5,yScaleFactor:1.5,containerWidth:s.width,containerHeight:s.height,position:{mx:(s.width/2-7.5)/s.width,my:(s.height-20)/s.height}});S("sub-process",c,h,{fill:W(s,u,a.fill),stroke:C(s,p,a.stroke)})},ParallelMarker:function(c,s,a){var d=Ue(s,a),h=Me(s,a),m=n.getScaledPath("MARKER_PARALLEL",{xScaleFactor:1,yScaleFactor:1,containerWidth:d,containerHeight:h,position:{mx:(d/2+a.parallel)/d,my:(h-20)/h}});S("parallel",c,m,{fill:W(s,u,a.fill),stroke:C(s,p,a.stroke)})},SequentialMarker:function(c,s,a){var d=n.getScaledPath("MARKER_SEQUENTIAL",{xScaleFactor:1,yScaleFactor:1,containerWidth:s.width,containerHeight:s.height,position:{mx:(s.width/2+a.seq)/s.width,my:(s.height-19)/s.height}});S("sequential",c,d,{fill:W(s,u,a.fill),stroke:C(s,p,a.stroke)})},CompensationMarker:function(c,s,a){var d=n.getScaledPath("MARKER_COMPENSATION",{xScaleFactor:1,yScaleFactor:1,containerWidth:s.width,containerHeight:s.height,position:{mx:(s.width/2+a.compensation)/s.width,my:(s.height-13)/s.height}});S("compensation",c,d,{strokeWidth:1,fill:W(s,u,a.fill),stroke:C(s,p,a.stroke)})},LoopMarker:function(c,s,a){var d=Ue(s,a),h=Me(s,a),m=n.getScaledPath("MARKER_LOOP",{xScaleFactor:1,yScaleFactor:1,containerWidth:d,containerHeight:h,position:{mx:(d/2+a.loop)/d,my:(h-7)/h}});S("loop",c,m,{strokeWidth:1.5,fill:"none",stroke:C(s,p,a.stroke),strokeMiterlimit:.5})},AdhocMarker:function(c,s,a){var d=Ue(s,a),h=Me(s,a),m=n.getScaledPath("MARKER_ADHOC",{xScaleFactor:1,yScaleFactor:1,containerWidth:d,containerHeight:h,position:{mx:(d/2+a.adhoc)/d,my:(h-15)/h}});S("adhoc",c,m,{strokeWidth:1,fill:C(s,p,a.stroke),stroke:C(s,p,a.stroke)})}};function g(c,s,a,d){k[c](s,a,d)}function B(c,s,a=[],d={}){d={fill:d.fill,stroke:d.stroke,width:Ue(s,d),height:Me(s,d)};var h=oe(s),m=a.includes("SubProcessMarker");m?d={...d,seq:-21,parallel:-22,compensation:-25,loop:-18,adhoc:10}:d={...d,seq:-5,parallel:-6,compensation:-7,loop:0,adhoc:-8},h.get("isForCompensation")&&a.push("CompensationMarker"),M(h,"bpmn:AdHocSubProcess")&&(a.push("AdhocMarker"),m||R(d,{compensation:d.compensation-18}));var j=h.get("loopCharacteristics"),z=j&&j.get("isSequential");j&&(R(d,{compensation:d.compensation-18}),a.includes("AdhocMarker")&&R(d,{seq:-23,loop:-18,parallel:-24}),z===void 0&&a.push("LoopMarker"),z===!1&&a.push("ParallelMarker"),z===!0&&a.push("SequentialMarker")),a.includes("CompensationMarker")&&a.length===1&&R(d,{compensation:-8}),T(a,function(q){g(q,c,s,d)})}function U(c,s,a={}){a=R({size:{width:100}},a);var d=o.createText(s||"",a);return Ke(d).add("djs-label"),le(c,d),d}function ee(c,s,a,d={}){var h=oe(s),m=Gt({x:s.x,y:s.y,width:s.width,height:s.height},d);return U(c,h.name,{align:a,box:m,padding:7,style:{fill:qt(s,f,p,d.stroke)}})}function $e(c,s,a={}){var d={width:s.width,height:s.height,x:s.width/2+s.x,y:s.height/2+s.y};return U(c,Kt(s),{box:d,style:R({},o.getExternalStyle(),{fill:qt(s,f,p,a.stroke)})})}function Ht(c,s,a,d={}){var h=wn(a),m=U(c,s,{box:{height:30,width:h?Me(a,d):Ue(a,d)},align:"center-middle",style:{fill:qt(a,f,p,d.stroke)}});if(h){var j=-1*Me(a,d);jr(m,0,-j,270)}}function He(c,s,a={}){var{width:d,height:h}=Gt(s,a);return V(c,d,h,Nr,{...a,fill:W(s,u,a.fill),fillOpacity:Zt,stroke:C(s,p,a.stroke)})}function Be(c,s,a={}){var d=oe(s),h=W(s,u,a.fill),m=C(s,p,a.stroke);return(d.get("associationDirection")==="One"||d.get("associationDirection")==="Both")&&(a.markerEnd=F(c,"association-end",h,m)),d.get("associationDirection")==="Both"&&(a.markerStart=F(c,"association-start",h,m)),a=K(a,["markerStart","markerEnd"]),A(c,s.waypoints,{...a,stroke:m,strokeDasharray:"0, 5"})}function H(c,s,a={}){var d=W(s,u,a.fill),h=C(s,p,a.stroke),m=n.getScaledPath("DATA_OBJECT_PATH",{xScaleFactor:1,yScaleFactor:1,containerWidth:s.width,containerHeight:s.height,position:{mx:.474,my:.296}}),j=w(c,m,{fill:d,fillOpacity:Zt,stroke:h}),z=oe(s);if(Vi(z)){var q=n.getScaledPath("DATA_OBJECT_COLLECTION_PATH",{xScaleFactor:1,yScaleFactor:1,containerWidth:s.width,containerHeight:s.height,position:{mx:.33,my:(s.height-18)/s.height}});w(c,q,{strokeWidth:2,fill:d,stroke:h})}return j}function $(c,s,a={}){return I(c,s.width,s.height,{fillOpacity:Zt,...a,fill:W(s,u,a.fill),stroke:C(s,p,a.stroke)})}function re(c,s,a={}){return Y(c,s.width,s.height,{fill:W(s,u,a.fill),fillOpacity:Zt,stroke:C(s,p,a.stroke)})}function x(c,s,a={}){var d=V(c,Ue(s,a),Me(s,a),0,{fill:W(s,u,a.fill),fillOpacity:a.fillOpacity||Zt,stroke:C(s,p,a.stroke),strokeWidth:1.5}),h=oe(s);if(M(h,"bpmn:Lane")){var m=h.get("name");Ht(c,m,s,a)}return d}function v(c,s,a={}){var d=He(c,s,a),h=vt(s);if(Ai(s)&&(Q(d,{strokeDasharray:"0, 5.5",strokeWidth:2.5}),!h)){var m=oe(s).flowElements||[],j=m.filter(z=>M(z,"bpmn:StartEvent"));j.length===1&&_(j[0],c,a,s)}return ee(c,s,h?"center-top":"center-middle",a),h?B(c,s,void 0,a):B(c,s,["SubProcessMarker"],a),d}function _(c,s,a,d){var h=22,m={fill:W(d,u,a.fill),stroke:C(d,p,a.stroke),width:h,height:h},j=oe(c).isInterrupting,z=j?0:3,q=j?1:1.2,pe=20,ie=(h-pe)/2,me="translate("+ie+","+ie+")";I(s,pe,pe,{fill:m.fill,stroke:m.stroke,strokeWidth:q,strokeDasharray:z,transform:me}),P(c,s,m,d)}function ne(c,s,a={}){var d=He(c,s,a);return ee(c,s,"center-middle",a),B(c,s,void 0,a),d}var Pe=this.handlers={"bpmn:AdHocSubProcess":function(c,s,a={}){return vt(s)?a=K(a,["fill","stroke","width","height"]):a=K(a,["fill","stroke"]),v(c,s,a)},"bpmn:Association":function(c,s,a={}){return a=K(a,["fill","stroke"]),Be(c,s,a)},"bpmn:BoundaryEvent":function(c,s,a={}){var{renderIcon:d=!0}=a;a=K(a,["fill","stroke"]);var h=oe(s),m=h.get("cancelActivity");a={strokeWidth:1.5,fill:W(s,u,a.fill),fillOpacity:Cs,stroke:C(s,p,a.stroke)},m||(a.strokeDasharray="6");var j=$(c,s,a);return I(c,s.width,s.height,Dr,{...a,fill:"none"}),d&&P(s,c,a),j},"bpmn:BusinessRuleTask":function(c,s,a={}){a=K(a,["fill","stroke"]);var d=ne(c,s,a),h=n.getScaledPath("TASK_TYPE_BUSINESS_RULE_MAIN",{abspos:{x:8,y:8}}),m=w(c,h);Q(m,{fill:W(s,u,a.fill),stroke:C(s,p,a.stroke),strokeWidth:1});var j=n.getScaledPath("TASK_TYPE_BUSINESS_RULE_HEADER",{abspos:{x:8,y:8}}),z=w(c,j);return Q(z,{fill:C(s,p,a.stroke),stroke:C(s,p,a.stroke),strokeWidth:1}),d},"bpmn:CallActivity":function(c,s,a={}){return a=K(a,["fill","stroke"]),v(c,s,{strokeWidth:5,...a})},"bpmn:ComplexGateway":function(c,s,a={}){a=K(a,["fill","stroke"]);var d=re(c,s,a),h=n.getScaledPath("GATEWAY_COMPLEX",{xScaleFactor:.5,yScaleFactor:.5,containerWidth:s.width,containerHeight:s.height,position:{mx:.46,my:.26}});return w(c,h,{fill:C(s,p,a.stroke),stroke:C(s,p,a.stroke),strokeWidth:1}),d},"bpmn:DataInput":function(c,s,a={}){a=K(a,["fill","stroke"]);var d=n.getRawPath("DATA_ARROW"),h=H(c,s,a);return w(c,d,{fill:"none",stroke:C(s,p,a.stroke),strokeWidth:1}),h},"bpmn:DataInputAssociation":function(c,s,a={}){return a=K(a,["fill","stroke"]),Be(c,s,{...a,markerEnd:F(c,"association-end",W(s,u,a.fill),C(s,p,a.stroke))})},"bpmn:DataObject":function(c,s,a={}){return a=K(a,["fill","stroke"]),H(c,s,a)},"bpmn:DataObjectReference":N("bpmn:DataObject"),"bpmn:DataOutput":function(c,s,a={}){a=K(a,["fill","stroke"]);var d=n.getRawPath("DATA_ARROW"),h=H(c,s,a);return w(c,d,{strokeWidth:1,fill:C(s,p,a.stroke),stroke:C(s,p,a.stroke)}),h},"bpmn:DataOutputAssociation":function(c,s,a={}){return a=K(a,["fill","stroke"]),Be(c,s,{...a,markerEnd:F(c,"association-end",W(s,u,a.fill),C(s,p,a.stroke))})},"bpmn:DataStoreReference":function(c,s,a={}){a=K(a,["fill","stroke"]);var d=n.getScaledPath("DATA_STORE",{xScaleFactor:1,yScaleFactor:1,containerWidth:s.width,containerHeight:s.height,position:{mx:0,my:.133}});return w(c,d,{fill:W(s,u,a.fill),fillOpacity:Zt,stroke:C(s,p,a.stroke),strokeWidth:2})},"bpmn:EndEvent":function(c,s,a={}){var{renderIcon:d=!0}=a;a=K(a,["fill","stroke"]);var h=$(c,s,{...a,strokeWidth:4});return d&&P(s,c,a),h},"bpmn:EventBasedGateway":function(c,s,a={}){a=K(a,["fill","stroke"]);var d=oe(s),h=re(c,s,a);I(c,s.width,s.height,s.height*.2,{fill:W(s,"none",a.fill),stroke:C(s,p,a.stroke),strokeWidth:1});var m=d.get("eventGatewayType"),j=!!d.get("instantiate");function z(){var pe=n.getScaledPath("GATEWAY_EVENT_BASED",{xScaleFactor:.18,yScaleFactor:.18,containerWidth:s.width,containerHeight:s.height,position:{mx:.36,my:.44}});w(c,pe,{fill:"none",stroke:C(s,p,a.stroke),strokeWidth:2})}if(m==="Parallel"){var q=n.getScaledPath("GATEWAY_PARALLEL",{xScaleFactor:.4,yScaleFactor:.4,containerWidth:s.width,containerHeight:s.height,position:{mx:.474,my:.296}});w(c,q,{fill:"none",stroke:C(s,p,a.stroke),strokeWidth:1})}else m==="Exclusive"&&(j||I(c,s.width,s.height,s.height*.26,{fill:"none",stroke:C(s,p,a.stroke),strokeWidth:1}),z());return h},"bpmn:ExclusiveGateway":function(c,s,a={}){a=K(a,["fill","stroke"]);var d=re(c,s,a),h=n.getScaledPath("GATEWAY_EXCLUSIVE",{xScaleFactor:.4,yScaleFactor:.4,containerWidth:s.width,containerHeight:s.height,position:{mx:.32,my:.3}}),m=Ze(s);return m.get("isMarkerVisible")&&w(c,h,{fill:C(s,p,a.stroke),stroke:C(s,p,a.stroke),strokeWidth:1}),d},"bpmn:Gateway":function(c,s,a={}){return a=K(a,["fill","stroke"]),re(c,s,a)},"bpmn:Group":function(c,s,a={}){return a=K(a,["fill","stroke","width","height"]),V(c,s.width,s.height,Nr,{stroke:C(s,p,a.stroke),strokeWidth:1.5,strokeDasharray:"10, 6, 0, 6",fill:"none",pointerEvents:"none",width:Ue(s,a),height:Me(s,a)})},"bpmn:InclusiveGateway":function(c,s,a={}){a=K(a,["fill","stroke"]);var d=re(c,s,a);return I(c,s.width,s.height,s.height*.24,{fill:W(s,u,a.fill),stroke:C(s,p,a.stroke),strokeWidth:2.5}),d},"bpmn:IntermediateEvent":function(c,s,a={}){var{renderIcon:d=!0}=a;a=K(a,["fill","stroke"]);var h=$(c,s,{...a,strokeWidth:1.5});return I(c,s.width,s.height,Dr,{fill:"none",stroke:C(s,p,a.stroke),strokeWidth:1.5}),d&&P(s,c,a),h},"bpmn:IntermediateCatchEvent":N("bpmn:IntermediateEvent"),"bpmn:IntermediateThrowEvent":N("bpmn:IntermediateEvent"),"bpmn:Lane":function(c,s,a={}){return a=K(a,["fill","stroke","width","height"]),x(c,s,{...a,fillOpacity:Ps})},"bpmn:ManualTask":function(c,s,a={}){a=K(a,["fill","stroke"]);var d=ne(c,s,a),h=n.getScaledPath("TASK_TYPE_MANUAL",{abspos:{x:17,y:15}});return w(c,h,{fill:W(s,u,a.fill),stroke:C(s,p,a.stroke),strokeWidth:.5}),d},"bpmn:MessageFlow":function(c,s,a={}){a=K(a,["fill","stroke"]);var d=oe(s),h=Ze(s),m=W(s,u,a.fill),j=C(s,p,a.stroke),z=A(c,s.waypoints,{markerEnd:F(c,"messageflow-end",m,j),markerStart:F(c,"messageflow-start",m,j),stroke:j,strokeDasharray:"10, 11",strokeWidth:1.5});if(d.get("messageRef")){var q=z.getPointAtLength(z.getTotalLength()/2),pe=n.getScaledPath("MESSAGE_FLOW_MARKER",{abspos:{x:q.x,y:q.y}}),ie={strokeWidth:1};h.get("messageVisibleKind")==="initiating"?(ie.fill=m,ie.stroke=j):(ie.fill=j,ie.stroke=m);var me=w(c,pe,ie),Te=d.get("messageRef"),Le=Te.get("name"),se=U(c,Le,{align:"center-top",fitBox:!0,style:{fill:j}}),ye=me.getBBox(),Ie=se.getBBox(),lt=q.x-Ie.width/2,rt=q.y+ye.height/2+Ss;jr(se,lt,rt,0)}return z},"bpmn:ParallelGateway":function(c,s,a={}){a=K(a,["fill","stroke"]);var d=re(c,s,a),h=n.getScaledPath("GATEWAY_PARALLEL",{xScaleFactor:.6,yScaleFactor:.6,containerWidth:s.width,containerHeight:s.height,position:{mx:.46,my:.2}});return w(c,h,{fill:C(s,p,a.stroke),stroke:C(s,p,a.stroke),strokeWidth:1}),d},"bpmn:Participant":function(c,s,a={}){a=K(a,["fill","stroke","width","height"]);var d=x(c,s,a),h=vt(s),m=wn(s),j=oe(s),z=j.get("name");if(h){var q=m?[{x:30,y:0},{x:30,y:Me(s,a)}]:[{x:0,y:30},{x:Ue(s,a),y:30}];Z(c,q,{stroke:C(s,p,a.stroke),strokeWidth:As}),Ht(c,z,s,a)}else{var pe=Gt(s,a);m||(pe.height=Ue(s,a),pe.width=Me(s,a));var ie=U(c,z,{box:pe,align:"center-middle",style:{fill:qt(s,f,p,a.stroke)}});if(!m){var me=-1*Me(s,a);jr(ie,0,-me,270)}}return j.get("participantMultiplicity")&&g("ParticipantMultiplicityMarker",c,s,a),d},"bpmn:ReceiveTask":function(c,s,a={}){a=K(a,["fill","stroke"]);var d=oe(s),h=ne(c,s,a),m;return d.get("instantiate")?(I(c,28,28,20*.22,{fill:W(s,u,a.fill),stroke:C(s,p,a.stroke),strokeWidth:1}),m=n.getScaledPath("TASK_TYPE_INSTANTIATING_SEND",{abspos:{x:7.77,y:9.52}})):m=n.getScaledPath("TASK_TYPE_SEND",{xScaleFactor:.9,yScaleFactor:.9,containerWidth:21,containerHeight:14,position:{mx:.3,my:.4}}),w(c,m,{fill:W(s,u,a.fill),stroke:C(s,p,a.stroke),strokeWidth:1}),h},"bpmn:ScriptTask":function(c,s,a={}){a=K(a,["fill","stroke"]);var d=ne(c,s,a),h=n.getScaledPath("TASK_TYPE_SCRIPT",{abspos:{x:15,y:20}});return w(c,h,{fill:W(s,u,a.fill),stroke:C(s,p,a.stroke),strokeWidth:1}),d},"bpmn:SendTask":function(c,s,a={}){a=K(a,["fill","stroke"]);var d=ne(c,s,a),h=n.getScaledPath("TASK_TYPE_SEND",{xScaleFactor:1,yScaleFactor:1,containerWidth:21,containerHeight:14,position:{mx:.285,my:.357}});return w(c,h,{fill:C(s,p,a.stroke),stroke:W(s,u,a.fill),strokeWidth:1}),d},"bpmn:SequenceFlow":function(c,s,a={}){a=K(a,["fill","stroke"]);var d=W(s,u,a.fill),h=C(s,p,a.stroke),m=A(c,s.waypoints,{markerEnd:F(c,"sequenceflow-end",d,h),stroke:h}),j=oe(s),{source:z}=s;if(z){var q=oe(z);j.get("conditionExpression")&&M(q,"bpmn:Activity")&&Q(m,{markerStart:F(c,"conditional-flow-marker",d,h)}),q.get("default")&&(M(q,"bpmn:Gateway")||M(q,"bpmn:Activity"))&&q.get("default")===j&&Q(m,{markerStart:F(c,"conditional-default-flow-marker",d,h)})}return m},"bpmn:ServiceTask":function(c,s,a={}){a=K(a,["fill","stroke"]);var d=ne(c,s,a);I(c,10,10,{fill:W(s,u,a.fill),stroke:"none",transform:"translate(6, 6)"});var h=n.getScaledPath("TASK_TYPE_SERVICE",{abspos:{x:12,y:18}});w(c,h,{fill:W(s,u,a.fill),stroke:C(s,p,a.stroke),strokeWidth:1}),I(c,10,10,{fill:W(s,u,a.fill),stroke:"none",transform:"translate(11, 10)"});var m=n.getScaledPath("TASK_TYPE_SERVICE",{abspos:{x:17,y:22}});return w(c,m,{fill:W(s,u,a.fill),stroke:C(s,p,a.stroke),strokeWidth:1}),d},"bpmn:StartEvent":function(c,s,a={}){var{renderIcon:d=!0}=a;a=K(a,["fill","stroke"]);var h=oe(s);h.get("isInterrupting")||(a={...a,strokeDasharray:"6"});var m=$(c,s,a);return d&&P(s,c,a),m},"bpmn:SubProcess":function(c,s,a={}){return vt(s)?a=K(a,["fill","stroke","width","height"]):a=K(a,["fill","stroke"]),v(c,s,a)},"bpmn:Task":function(c,s,a={}){return a=K(a,["fill","stroke"]),ne(c,s,a)},"bpmn:TextAnnotation":function(c,s,a={}){a=K(a,["fill","stroke"]);var{width:d,height:h}=Gt(s,a),m=V(c,d,h,0,0,{fill:"none",stroke:"none"}),j=n.getScaledPath("TEXT_ANNOTATION",{xScaleFactor:1,yScaleFactor:1,containerWidth:d,containerHeight:h,position:{mx:0,my:0}});w(c,j,{stroke:C(s,p,a.stroke)});var z=oe(s),q=z.get("text")||"";return U(c,q,{align:"left-top",box:Gt(s,a),padding:Sr,style:{fill:qt(s,f,p,a.stroke)}}),m},"bpmn:Transaction":function(c,s,a={}){vt(s)?a=K(a,["fill","stroke","width","height"]):a=K(a,["fill","stroke"]);var d=v(c,s,{strokeWidth:1.5,...a}),h=r.style(["no-fill","no-events"],{stroke:C(s,p,a.stroke),strokeWidth:1.5}),m=vt(s);return m||(a={}),V(c,Ue(s,a),Me(s,a),Nr-Dr,Dr,h),d},"bpmn:UserTask":function(c,s,a={}){a=K(a,["fill","stroke"]);var d=ne(c,s,a),h=15,m=12,j=n.getScaledPath("TASK_TYPE_USER_1",{abspos:{x:h,y:m}});w(c,j,{fill:W(s,u,a.fill),stroke:C(s,p,a.stroke),strokeWidth:.5});var z=n.getScaledPath("TASK_TYPE_USER_2",{abspos:{x:h,y:m}});w(c,z,{fill:W(s,u,a.fill),stroke:C(s,p,a.stroke),strokeWidth:.5});var q=n.getScaledPath("TASK_TYPE_USER_3",{abspos:{x:h,y:m}});return w(c,q,{fill:C(s,p,a.stroke),stroke:C(s,p,a.stroke),strokeWidth:.5}),d},label:function(c,s,a={}){return $e(c,s,a)}};this._drawPath=w,this._renderer=D}ge(wt,Xe);wt.$inject=["config.bpmnRenderer","eventBus","styles","pathMap","canvas","textRenderer"];wt.prototype.canRender=function(e){return M(e,"bpmn:BaseElement")};wt.prototype.drawShape=function(e,t,r={}){var{type:n}=t,i=this._renderer(n);return i(e,t,r)};wt.prototype.drawConnection=function(e,t,r={}){var{type:n}=t,i=this._renderer(n);return i(e,t,r)};wt.prototype.getShapePath=function(e){return En(e)?Mn(e,Rs):M(e,"bpmn:Event")?Wi(e):M(e,"bpmn:Activity")?Mn(e,Nr):M(e,"bpmn:Gateway")?$i(e):Hi(e)};function K(e,t=[]){return t.reduce((r,n)=>(e[n]&&(r[n]=e[n]),r),{})}var Ts=0,js={width:150,height:50};function Ms(e){var t=e.split("-");return{horizontal:t[0]||"center",vertical:t[1]||"top"}}function Ds(e){return je(e)?R({top:0,left:0,right:0,bottom:0},e):{top:e,left:e,right:e,bottom:e}}var On=null;function Ns(){return On||(On=document.createElement("canvas").getContext("2d")),On}function Os(e){var t=[];return e.fontStyle&&t.push(e.fontStyle),e.fontVariant&&t.push(e.fontVariant),e.fontWeight&&t.push(e.fontWeight),e.fontStretch&&t.push(e.fontStretch),t.push(Qi(e.fontSize)||"12px"),t.push(e.fontFamily||"sans-serif"),t.join(" ")}function Qi(e){if(e!=null)return typeof e=="number"||/^-?\d+(\.\d+)?$/.test(e)?e+"px":e}function Bs(e,t){var r=Ns();if(!r)return{width:0,height:0};r.font=Os(t),"letterSpacing"in r&&(r.letterSpacing=Qi(t.letterSpacing)||"0px");var n=e==="",i=n?"dummy":e.replace(/\s+$/,""),o=r.measureText(i);return{width:n?0:o.width,height:"fontBoundingBoxAscent"in o?o.fontBoundingBoxAscent+o.fontBoundingBoxDescent:o.actualBoundingBoxAscent+o.actualBoundingBoxDescent}}function Ls(e,t,r){for(var n=e.shift(),i=n,o;;){if(o=Bs(i,r),o.width=i?o.width:0,i===" "||i===""||o.width<=t||i.length<2)return Is(e,i,n,o);i=zs(i,o.width,t)}}function Is(e,t,r,n){if(t.length<r.length){var i=r.slice(t.length).trim();e.unshift(i)}return{width:n.width,height:n.height,text:t}}var Zi="­";function Fs(e,t){var r=e.split(/(\s|-|\u00AD)/g),n,i=[],o=0;if(r.length>1)for(;n=r.shift();)if(n.length+o<t)i.push(n),o+=n.length;else{(n==="-"||n===Zi)&&i.pop();break}var l=i[i.length-1];return l&&l===Zi&&(i[i.length-1]="-"),i.join("")}function zs(e,t,r){var n=Math.max(e.length*(r/t),1),i=Fs(e,n);return i||(i=e.slice(0,Math.max(Math.round(n-1),1))),i}function Qt(e){this._config=R({},{size:js,padding:Ts,style:{},align:"center-top"},e||{})}Qt.prototype.createText=function(e,t){return this.layoutText(e,t).element};Qt.prototype.getDimensions=function(e,t){return this.layoutText(e,t).dimensions};Qt.prototype.layoutText=function(e,t){for(var r=R({},this._config.size,t.box),n=R({},this._config.style,t.style),i=Ms(t.align||this._config.align),o=Ds(t.padding!==void 0?t.padding:this._config.padding),l=t.fitBox||!1,u=Vs(n),p=e.split(/\u00AD?\r?\n/),f=[],b=r.width-o.left-o.right;p.length;)f.push(Ls(p,b,n));i.vertical==="middle"&&(o.top=o.bottom=0);var E=pt(f,function(V,Y,Z){return V+(u||Y.height)},0)+o.top+o.bottom,O=pt(f,function(V,Y,Z){return Y.width>V?Y.width:V},0),F=o.top;i.vertical==="middle"&&(F+=(r.height-E)/2),F-=(u||f[0].height)/4;var X=J("text");Q(X,n),T(f,function(V){var Y;switch(F+=u||V.height,i.horizontal){case"left":Y=o.left;break;case"right":Y=(l?O:b)-o.right-V.width;break;default:Y=Math.max(((l?O:b)-V.width)/2+o.left,0)}var Z=J("tspan");Q(Z,{x:Y,y:F}),Z.textContent=V.text,le(X,Z)});var I={width:O,height:E};return{dimensions:I,element:X}};function Vs(e){if("fontSize"in e&&"lineHeight"in e)return e.lineHeight*parseInt(e.fontSize,10)}var Ws=12,$s=1.2,Hs=40;function Or(e){var t=R({fontFamily:"Arial, sans-serif",fontSize:Ws,fontWeight:"normal",lineHeight:$s},e&&e.defaultStyle||{}),r=parseInt(t.fontSize,10)-1,n=R({},t,{fontSize:r},e&&e.externalStyle||{}),i=new Qt({style:t});this.getExternalLabelBounds=function(l,u){var p={width:Math.max(l.width,ar.width),height:30},f=o(u,p,{style:n});return{x:Math.round(l.x+l.width/2-f.width/2),y:l.y,width:Math.ceil(f.width),height:Math.ceil(f.height)}},this.getTextAnnotationBounds=function(l,u){var p=o(u,l,{style:t,align:"left-top",padding:Sr});return{x:l.x,y:l.y,width:l.width,height:Math.max(Hs,Math.round(p.height))}},this.getDimensions=function(l,u){return i.getDimensions(l,u||{})};function o(l,u,p){return i.getDimensions(l,R({box:u},p))}this.createText=function(l,u){return i.createText(l,u||{})},this.getDefaultStyle=function(){return t},this.getExternalStyle=function(){return n}}Or.$inject=["config.textRenderer"];function Bn(){this.pathMap={EVENT_MESSAGE:{d:"m {mx},{my} l 0,{e.y1} l {e.x1},0 l 0,-{e.y1} z l {e.x0},{e.y0} l {e.x0},-{e.y0}",height:36,width:36,heightElements:[6,14],widthElements:[10.5,21]},EVENT_SIGNAL:{d:"M {mx},{my} l {e.x0},{e.y0} l -{e.x1},0 Z",height:36,width:36,heightElements:[18],widthElements:[10,20]},EVENT_ESCALATION:{d:"M {mx},{my} l {e.x0},{e.y0} l -{e.x0},-{e.y1} l -{e.x0},{e.y1} Z",height:36,width:36,heightElements:[20,7],widthElements:[8]},EVENT_CONDITIONAL:{d:"M {e.x0},{e.y0} l {e.x1},0 l 0,{e.y2} l -{e.x1},0 Z M {e.x2},{e.y3} l {e.x0},0 M {e.x2},{e.y4} l {e.x0},0 M {e.x2},{e.y5} l {e.x0},0 M {e.x2},{e.y6} l {e.x0},0 M {e.x2},{e.y7} l {e.x0},0 M {e.x2},{e.y8} l {e.x0},0 ",height:36,width:36,heightElements:[8.5,14.5,18,11.5,14.5,17.5,20.5,23.5,26.5],widthElements:[10.5,14.5,12.5]},EVENT_LINK:{d:"m {mx},{my} 0,{e.y0} -{e.x1},0 0,{e.y1} {e.x1},0 0,{e.y0} {e.x0},-{e.y2} -{e.x0},-{e.y2} z",height:36,width:36,heightElements:[4.4375,6.75,7.8125],widthElements:[9.84375,13.5]},EVENT_ERROR:{d:"m {mx},{my} {e.x0},-{e.y0} {e.x1},-{e.y1} {e.x2},{e.y2} {e.x3},-{e.y3} -{e.x4},{e.y4} -{e.x5},-{e.y5} z",height:36,width:36,heightElements:[.023,8.737,8.151,16.564,10.591,8.714],widthElements:[.085,6.672,6.97,4.273,5.337,6.636]},EVENT_CANCEL_45:{d:"m {mx},{my} -{e.x1},0 0,{e.x0} {e.x1},0 0,{e.y1} {e.x0},0 0,-{e.y1} {e.x1},0 0,-{e.y0} -{e.x1},0 0,-{e.y1} -{e.x0},0 z",height:36,width:36,heightElements:[4.75,8.5],widthElements:[4.75,8.5]},EVENT_COMPENSATION:{d:"m {mx},{my} {e.x0},-{e.y0} 0,{e.y1} z m {e.x1},-{e.y2} {e.x2},-{e.y3} 0,{e.y1} -{e.x2},-{e.y3} z",height:36,width:36,heightElements:[6.5,13,.4,6.1],widthElements:[9,9.3,8.7]},EVENT_TIMER_WH:{d:"M {mx},{my} l {e.x0},-{e.y0} m -{e.x0},{e.y0} l {e.x1},{e.y1} ",height:36,width:36,heightElements:[10,2],widthElements:[3,7]},EVENT_TIMER_LINE:{d:"M {mx},{my} m {e.x0},{e.y0} l -{e.x1},{e.y1} ",height:36,width:36,heightElements:[10,3],widthElements:[0,0]},EVENT_MULTIPLE:{d:"m {mx},{my} {e.x1},-{e.y0} {e.x1},{e.y0} -{e.x0},{e.y1} -{e.x2},0 z",height:36,width:36,heightElements:[6.28099,12.56199],widthElements:[3.1405,9.42149,12.56198]},EVENT_PARALLEL_MULTIPLE:{d:"m {mx},{my} {e.x0},0 0,{e.y1} {e.x1},0 0,{e.y0} -{e.x1},0 0,{e.y1} -{e.x0},0 0,-{e.y1} -{e.x1},0 0,-{e.y0} {e.x1},0 z",height:36,width:36,heightElements:[2.56228,7.68683],widthElements:[2.56228,7.68683]},GATEWAY_EXCLUSIVE:{d:"m {mx},{my} {e.x0},{e.y0} {e.x1},{e.y0} {e.x2},0 {e.x4},{e.y2} {e.x4},{e.y1} {e.x2},0 {e.x1},{e.y3} {e.x0},{e.y3} {e.x3},0 {e.x5},{e.y1} {e.x5},{e.y2} {e.x3},0 z",height:17.5,width:17.5,heightElements:[8.5,6.5312,-6.5312,-8.5],widthElements:[6.5,-6.5,3,-3,5,-5]},GATEWAY_PARALLEL:{d:"m {mx},{my} 0,{e.y1} -{e.x1},0 0,{e.y0} {e.x1},0 0,{e.y1} {e.x0},0 0,-{e.y1} {e.x1},0 0,-{e.y0} -{e.x1},0 0,-{e.y1} -{e.x0},0 z",height:30,width:30,heightElements:[5,12.5],widthElements:[5,12.5]},GATEWAY_EVENT_BASED:{d:"m {mx},{my} {e.x0},{e.y0} {e.x0},{e.y1} {e.x1},{e.y2} {e.x2},0 z",height:11,width:11,heightElements:[-6,6,12,-12],widthElements:[9,-3,-12]},GATEWAY_COMPLEX:{d:"m {mx},{my} 0,{e.y0} -{e.x0},-{e.y1} -{e.x1},{e.y2} {e.x0},{e.y1} -{e.x2},0 0,{e.y3} {e.x2},0  -{e.x0},{e.y1} l {e.x1},{e.y2} {e.x0},-{e.y1} 0,{e.y0} {e.x3},0 0,-{e.y0} {e.x0},{e.y1} {e.x1},-{e.y2} -{e.x0},-{e.y1} {e.x2},0 0,-{e.y3} -{e.x2},0 {e.x0},-{e.y1} -{e.x1},-{e.y2} -{e.x0},{e.y1} 0,-{e.y0} -{e.x3},0 z",height:17.125,width:17.125,heightElements:[4.875,3.4375,2.125,3],widthElements:[3.4375,2.125,4.875,3]},DATA_OBJECT_PATH:{d:"m 0,0 {e.x1},0 {e.x0},{e.y0} 0,{e.y1} -{e.x2},0 0,-{e.y2} {e.x1},0 0,{e.y0} {e.x0},0",height:61,width:51,heightElements:[10,50,60],widthElements:[10,40,50,60]},DATA_OBJECT_COLLECTION_PATH:{d:"m{mx},{my} m 3,2 l 0,10 m 3,-10 l 0,10 m 3,-10 l 0,10",height:10,width:10,heightElements:[],widthElements:[]},DATA_ARROW:{d:"m 5,9 9,0 0,-3 5,5 -5,5 0,-3 -9,0 z",height:61,width:51,heightElements:[],widthElements:[]},DATA_STORE:{d:"m  {mx},{my} l  0,{e.y2} c  {e.x0},{e.y1} {e.x1},{e.y1}  {e.x2},0 l  0,-{e.y2} c -{e.x0},-{e.y1} -{e.x1},-{e.y1} -{e.x2},0c  {e.x0},{e.y1} {e.x1},{e.y1}  {e.x2},0 m  -{e.x2},{e.y0}c  {e.x0},{e.y1} {e.x1},{e.y1} {e.x2},0m  -{e.x2},{e.y0}c  {e.x0},{e.y1} {e.x1},{e.y1}  {e.x2},0",height:61,width:61,heightElements:[7,10,45],widthElements:[2,58,60]},TEXT_ANNOTATION:{d:"m {mx}, {my} m 10,0 l -10,0 l 0,{e.y0} l 10,0",height:30,width:10,heightElements:[30],widthElements:[10]},MARKER_SUB_PROCESS:{d:"m{mx},{my} m 7,2 l 0,10 m -5,-5 l 10,0",height:10,width:10,heightElements:[],widthElements:[]},MARKER_PARALLEL:{d:"m{mx},{my} m 3,2 l 0,10 m 3,-10 l 0,10 m 3,-10 l 0,10",height:10,width:10,heightElements:[],widthElements:[]},MARKER_SEQUENTIAL:{d:"m{mx},{my} m 0,3 l 10,0 m -10,3 l 10,0 m -10,3 l 10,0",height:10,width:10,heightElements:[],widthElements:[]},MARKER_COMPENSATION:{d:"m {mx},{my} 7,-5 0,10 z m 7.1,-0.3 6.9,-4.7 0,10 -6.9,-4.7 z",height:10,width:21,heightElements:[],widthElements:[]},MARKER_LOOP:{d:"m {mx},{my} c 3.526979,0 6.386161,-2.829858 6.386161,-6.320661 0,-3.490806 -2.859182,-6.320661 -6.386161,-6.320661 -3.526978,0 -6.38616,2.829855 -6.38616,6.320661 0,1.745402 0.714797,3.325567 1.870463,4.469381 0.577834,0.571908 1.265885,1.034728 2.029916,1.35457 l -0.718163,-3.909793 m 0.718163,3.909793 -3.885211,0.802902",height:13.9,width:13.7,heightElements:[],widthElements:[]},MARKER_ADHOC:{d:"m {mx},{my} m 0.84461,2.64411 c 1.05533,-1.23780996 2.64337,-2.07882 4.29653,-1.97997996 2.05163,0.0805 3.85579,1.15803 5.76082,1.79107 1.06385,0.34139996 2.24454,0.1438 3.18759,-0.43767 0.61743,-0.33642 1.2775,-0.64078 1.7542,-1.17511 0,0.56023 0,1.12046 0,1.6807 -0.98706,0.96237996 -2.29792,1.62393996 -3.6918,1.66181996 -1.24459,0.0927 -2.46671,-0.2491 -3.59505,-0.74812 -1.35789,-0.55965 -2.75133,-1.33436996 -4.27027,-1.18121996 -1.37741,0.14601 -2.41842,1.13685996 -3.44288,1.96782996 z",height:4,width:15,heightElements:[],widthElements:[]},TASK_TYPE_SEND:{d:"m {mx},{my} l 0,{e.y1} l {e.x1},0 l 0,-{e.y1} z l {e.x0},{e.y0} l {e.x0},-{e.y0}",height:14,width:21,heightElements:[6,14],widthElements:[10.5,21]},TASK_TYPE_SCRIPT:{d:"m {mx},{my} c 9.966553,-6.27276 -8.000926,-7.91932 2.968968,-14.938 l -8.802728,0 c -10.969894,7.01868 6.997585,8.66524 -2.968967,14.938 z m -7,-12 l 5,0 m -4.5,3 l 4.5,0 m -3,3 l 5,0m -4,3 l 5,0",height:15,width:12.6,heightElements:[6,14],widthElements:[10.5,21]},TASK_TYPE_USER_1:{d:"m {mx},{my} c 0.909,-0.845 1.594,-2.049 1.594,-3.385 0,-2.554 -1.805,-4.62199999 -4.357,-4.62199999 -2.55199998,0 -4.28799998,2.06799999 -4.28799998,4.62199999 0,1.348 0.974,2.562 1.89599998,3.405 -0.52899998,0.187 -5.669,2.097 -5.794,4.7560005 v 6.718 h 17 v -6.718 c 0,-2.2980005 -5.5279996,-4.5950005 -6.0509996,-4.7760005 zm -8,6 l 0,5.5 m 11,0 l 0,-5"},TASK_TYPE_USER_2:{d:"m {mx},{my} m 2.162,1.009 c 0,2.4470005 -2.158,4.4310005 -4.821,4.4310005 -2.66499998,0 -4.822,-1.981 -4.822,-4.4310005 "},TASK_TYPE_USER_3:{d:"m {mx},{my} m -6.9,-3.80 c 0,0 2.25099998,-2.358 4.27399998,-1.177 2.024,1.181 4.221,1.537 4.124,0.965 -0.098,-0.57 -0.117,-3.79099999 -4.191,-4.13599999 -3.57499998,0.001 -4.20799998,3.36699999 -4.20699998,4.34799999 z"},TASK_TYPE_MANUAL:{d:"m {mx},{my} c 0.234,-0.01 5.604,0.008 8.029,0.004 0.808,0 1.271,-0.172 1.417,-0.752 0.227,-0.898 -0.334,-1.314 -1.338,-1.316 -2.467,-0.01 -7.886,-0.004 -8.108,-0.004 -0.014,-0.079 0.016,-0.533 0,-0.61 0.195,-0.042 8.507,0.006 9.616,0.002 0.877,-0.007 1.35,-0.438 1.353,-1.208 0.003,-0.768 -0.479,-1.09 -1.35,-1.091 -2.968,-0.002 -9.619,-0.013 -9.619,-0.013 v -0.591 c 0,0 5.052,-0.016 7.225,-0.016 0.888,-0.002 1.354,-0.416 1.351,-1.193 -0.006,-0.761 -0.492,-1.196 -1.361,-1.196 -3.473,-0.005 -10.86,-0.003 -11.0829995,-0.003 -0.022,-0.047 -0.045,-0.094 -0.069,-0.139 0.3939995,-0.319 2.0409995,-1.626 2.4149995,-2.017 0.469,-0.4870005 0.519,-1.1650005 0.162,-1.6040005 -0.414,-0.511 -0.973,-0.5 -1.48,-0.236 -1.4609995,0.764 -6.5999995,3.6430005 -7.7329995,4.2710005 -0.9,0.499 -1.516,1.253 -1.882,2.19 -0.37000002,0.95 -0.17,2.01 -0.166,2.979 0.004,0.718 -0.27300002,1.345 -0.055,2.063 0.629,2.087 2.425,3.312 4.859,3.318 4.6179995,0.014 9.2379995,-0.139 13.8569995,-0.158 0.755,-0.004 1.171,-0.301 1.182,-1.033 0.012,-0.754 -0.423,-0.969 -1.183,-0.973 -1.778,-0.01 -5.824,-0.004 -6.04,-0.004 10e-4,-0.084 0.003,-0.586 10e-4,-0.67 z"},TASK_TYPE_INSTANTIATING_SEND:{d:"m {mx},{my} l 0,8.4 l 12.6,0 l 0,-8.4 z l 6.3,3.6 l 6.3,-3.6"},TASK_TYPE_SERVICE:{d:"m {mx},{my} v -1.71335 c 0.352326,-0.0705 0.703932,-0.17838 1.047628,-0.32133 0.344416,-0.14465 0.665822,-0.32133 0.966377,-0.52145 l 1.19431,1.18005 1.567487,-1.57688 -1.195028,-1.18014 c 0.403376,-0.61394 0.683079,-1.29908 0.825447,-2.01824 l 1.622133,-0.01 v -2.2196 l -1.636514,0.01 c -0.07333,-0.35153 -0.178319,-0.70024 -0.323564,-1.04372 -0.145244,-0.34406 -0.321407,-0.6644 -0.522735,-0.96217 l 1.131035,-1.13631 -1.583305,-1.56293 -1.129598,1.13589 c -0.614052,-0.40108 -1.302883,-0.68093 -2.022633,-0.82247 l 0.0093,-1.61852 h -2.241173 l 0.0042,1.63124 c -0.353763,0.0736 -0.705369,0.17977 -1.049785,0.32371 -0.344415,0.14437 -0.665102,0.32092 -0.9635006,0.52046 l -1.1698628,-1.15823 -1.5667691,1.5792 1.1684265,1.15669 c -0.4026573,0.61283 -0.68308,1.29797 -0.8247287,2.01713 l -1.6588041,0.003 v 2.22174 l 1.6724648,-0.006 c 0.073327,0.35077 0.1797598,0.70243 0.3242851,1.04472 0.1452428,0.34448 0.3214064,0.6644 0.5227339,0.96066 l -1.1993431,1.19723 1.5840256,1.56011 1.1964668,-1.19348 c 0.6140517,0.40346 1.3028827,0.68232 2.0233517,0.82331 l 7.19e-4,1.69892 h 2.226848 z m 0.221462,-3.9957 c -1.788948,0.7502 -3.8576,-0.0928 -4.6097055,-1.87438 -0.7521065,-1.78321 0.090598,-3.84627 1.8802645,-4.59604 1.78823,-0.74936 3.856881,0.0929 4.608987,1.87437 0.752106,1.78165 -0.0906,3.84612 -1.879546,4.59605 z"},TASK_TYPE_SERVICE_FILL:{d:"m {mx},{my} c -1.788948,0.7502 -3.8576,-0.0928 -4.6097055,-1.87438 -0.7521065,-1.78321 0.090598,-3.84627 1.8802645,-4.59604 1.78823,-0.74936 3.856881,0.0929 4.608987,1.87437 0.752106,1.78165 -0.0906,3.84612 -1.879546,4.59605 z"},TASK_TYPE_BUSINESS_RULE_HEADER:{d:"m {mx},{my} 0,4 20,0 0,-4 z"},TASK_TYPE_BUSINESS_RULE_MAIN:{d:"m {mx},{my} 0,12 20,0 0,-12 zm 0,8 l 20,0 m -13,-4 l 0,8"},MESSAGE_FLOW_MARKER:{d:"m {mx},{my} m -10.5 ,-7 l 0,14 l 21,0 l 0,-14 z l 10.5,6 l 10.5,-6"}},this.getRawPath=function(t){return this.pathMap[t].d},this.getScaledPath=function(t,r){var n=this.pathMap[t],i,o;r.abspos?(i=r.abspos.x,o=r.abspos.y):(i=r.containerWidth*r.position.mx,o=r.containerHeight*r.position.my);var l={};if(r.position){for(var u=r.containerHeight/n.height*r.yScaleFactor,p=r.containerWidth/n.width*r.xScaleFactor,f=0;f<n.heightElements.length;f++)l["y"+f]=n.heightElements[f]*u;for(var b=0;b<n.widthElements.length;b++)l["x"+b]=n.widthElements[b]*p}var E=qs(n.d,{mx:i,my:o,e:l});return E}}var Ks=/\{([^{}]+)\}/g,Us=/(?:(?:^|\.)(.+?)(?=\[|\.|$|\()|\[('|")(.+?)\2\])(\(\))?/g;function Ys(e,t,r){var n=r;return t.replace(Us,function(i,o,l,u,p){o=o||u,n&&(o in n&&(n=n[o]),typeof n=="function"&&p&&(n=n()))}),n=(n==null||n==r?e:n)+"",n}function qs(e,t){return String(e).replace(Ks,function(r,n){return Ys(r,n,t)})}var Ji={__init__:["bpmnRenderer"],bpmnRenderer:["type",wt],textRenderer:["type",Or],pathMap:["type",Bn]};function Ln(e,t){return t=t||{},e.replace(/{([^}]+)}/g,function(r,n){return t[n]||"{"+n+"}"})}var Br={translate:["value",Ln]};var ur=Math,cf=ur.PI,pf=ur.min,ff=ur.max,df=ur.pow,hf=ur.abs;var lr="-?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?",It="[\\s]*,?[\\s]*",mf=new RegExp("(?=("+lr+"))\\1"+It+"(?=("+lr+"))\\2"+It+"(?=("+lr+"))\\3"+It+"([01])"+It+"([01])"+It+"(?=("+lr+"))\\6"+It+"(?=("+lr+"))\\7"+It,"g");function Gs(e){return{x:Math.round(e.x),y:Math.round(e.y)}}function Rt(e){return{top:e.y,right:e.x+(e.width||0),bottom:e.y+(e.height||0),left:e.x}}function eo(e){return{x:e.left,y:e.top,width:e.right-e.left,height:e.bottom-e.top}}function Xs(e){return Gs({x:e.x+(e.width||0)/2,y:e.y+(e.height||0)/2})}function Zs(e){for(var t=e.waypoints,r=t.reduce(function(f,b,E){var O=t[E-1];if(O){var F=f[f.length-1],X=F&&F.endLength||0,I=Qs(O,b);f.push({start:O,end:b,startLength:X,endLength:X+I,length:I})}return f},[]),n=r.reduce(function(f,b){return f+b.length},0),i=n/2,o=0,l=r[o];l.endLength<i;)l=r[++o];var u=(i-l.startLength)/l.length,p={x:l.start.x+(l.end.x-l.start.x)*u,y:l.start.y+(l.end.y-l.start.y)*u};return p}function Lr(e){return Ri(e)?Zs(e):Xs(e)}function Qs(e,t){return Math.sqrt(Math.pow(e.x-t.x,2)+Math.pow(e.y-t.y,2))}function be(e){return e?"<"+e.$type+(e.id?' id="'+e.id:"")+'" />':"<null>"}function Ir(e,t,r){return R({id:e.id,type:e.$type,businessObject:e,di:t},r)}function Js(e,t,r){var n=e.waypoint;return!n||n.length<2?[Lr(t),Lr(r)]:n.map(function(i){return{x:i.x,y:i.y}})}function to(e,t,r){return new Error(`element ${be(t)} referenced by ${be(e)}#${r} not yet drawn`)}function st(e,t,r,n,i){this._eventBus=e,this._canvas=t,this._elementFactory=r,this._elementRegistry=n,this._textRenderer=i}st.$inject=["eventBus","canvas","elementFactory","elementRegistry","textRenderer"];st.prototype.add=function(e,t,r){var n,i,o;if(M(t,"bpmndi:BPMNPlane")){var l=M(e,"bpmn:SubProcess")?{id:e.id+"_plane"}:{};n=this._elementFactory.createRoot(Ir(e,t,l)),this._canvas.addRootElement(n)}else if(M(t,"bpmndi:BPMNShape")){var u=!vt(e,t),p=tl(e);i=r&&(r.hidden||r.collapsed);var f=t.bounds;n=this._elementFactory.createShape(Ir(e,t,{collapsed:u,hidden:i,x:Math.round(f.x),y:Math.round(f.y),width:Math.round(f.width),height:Math.round(f.height),isFrame:p})),M(e,"bpmn:BoundaryEvent")&&this._attachBoundary(e,n),M(e,"bpmn:Lane")&&(o=0),M(e,"bpmn:DataStoreReference")&&(el(r,Lr(f))||(r=this._canvas.findRoot(r))),this._canvas.addShape(n,r,o)}else if(M(t,"bpmndi:BPMNEdge")){var b=this._getSource(e),E=this._getTarget(e);i=r&&(r.hidden||r.collapsed),n=this._elementFactory.createConnection(Ir(e,t,{hidden:i,source:b,target:E,waypoints:Js(t,b,E)})),M(e,"bpmn:DataAssociation")&&(r=this._canvas.findRoot(r)),this._canvas.addConnection(n,r,o)}else throw new Error(`unknown di ${be(t)} for element ${be(e)}`);return Pi(e)&&Kt(n)&&this.addLabel(e,t,n),this._eventBus.fire("bpmnElement.added",{element:n}),n};st.prototype._attachBoundary=function(e,t){var r=e.attachedToRef;if(!r)throw new Error(`missing ${be(e)}#attachedToRef`);var n=this._elementRegistry.get(r.id),i=n&&n.attachers;if(!n)throw to(e,r,"attachedToRef");t.host=n,i||(n.attachers=i=[]),i.indexOf(t)===-1&&i.push(t)};st.prototype.addLabel=function(e,t,r){var n,i,o;if(n=Ti(t,r),i=Kt(r),i&&t.label&&t.label.bounds&&n.width>0){var l=this._textRenderer.getDimensions(i,{box:n,style:this._textRenderer.getExternalStyle()});n=R({},n,{height:Math.ceil(l.height)})}else i&&(n=this._textRenderer.getExternalLabelBounds(n,i));return o=this._elementFactory.createLabel(Ir(e,t,{id:e.id+"_label",labelTarget:r,type:"label",hidden:r.hidden||!Kt(r),x:Math.round(n.x),y:Math.round(n.y),width:Math.round(n.width),height:Math.round(n.height)})),this._canvas.addShape(o,r.parent)};st.prototype._getConnectedElement=function(e,t){var r,n,i=e.$type;if(n=e[t+"Ref"],t==="source"&&i==="bpmn:DataInputAssociation"&&(n=n&&n[0]),(t==="source"&&i==="bpmn:DataOutputAssociation"||t==="target"&&i==="bpmn:DataInputAssociation")&&(n=e.$parent),r=n&&this._getElement(n),r)return r;throw n?to(e,n,t+"Ref"):new Error(`${be(e)}#${t} Ref not specified`)};st.prototype._getSource=function(e){return this._getConnectedElement(e,"source")};st.prototype._getTarget=function(e){return this._getConnectedElement(e,"target")};st.prototype._getElement=function(e){return this._elementRegistry.get(e.id)};function el(e,t){var r=t.x,n=t.y;return r>=e.x&&r<=e.x+e.width&&n>=e.y&&n<=e.y+e.height}function tl(e){return M(e,"bpmn:Group")}var ro={__depends__:[Br],bpmnImporter:["type",st]};var no={__depends__:[Ji,ro]};function Fr(e){this._counter=0,this._prefix=(e?e+"-":"")+Math.floor(Math.random()*1e9)+"-"}Fr.prototype.next=function(){return this._prefix+ ++this._counter};var rl=new Fr("ov"),nl=500;function de(e,t,r,n){this._eventBus=t,this._canvas=r,this._elementRegistry=n,this._ids=rl,this._overlayDefaults=R({show:null,scale:!0},e&&e.defaults),this._overlays={},this._overlayContainers=[],this._overlayRoot=il(r.getContainer()),this._init()}de.$inject=["config.overlays","eventBus","canvas","elementRegistry"];de.prototype.get=function(e){if(ze(e)&&(e={id:e}),ze(e.element)&&(e.element=this._elementRegistry.get(e.element)),e.element){var t=this._getOverlayContainer(e.element,!0);return t?e.type?ct(t.overlays,bn({type:e.type})):t.overlays.slice():[]}else return e.type?ct(this._overlays,bn({type:e.type})):e.id?this._overlays[e.id]:null};de.prototype.add=function(e,t,r){if(je(t)&&(r=t,t=null),e.id||(e=this._elementRegistry.get(e)),!r.position)throw new Error("must specifiy overlay position");if(!r.html)throw new Error("must specifiy overlay html");if(!e)throw new Error("invalid element specified");var n=this._ids.next();return r=R({},this._overlayDefaults,r,{id:n,type:t,element:e,html:r.html}),this._addOverlay(r),n};de.prototype.remove=function(e){var t=this.get(e)||[];ce(t)||(t=[t]);var r=this;T(t,function(n){var i=r._getOverlayContainer(n.element,!0);if(n&&(Xt(n.html),Xt(n.htmlContainer),delete n.htmlContainer,delete n.element,delete r._overlays[n.id]),i){var o=i.overlays.indexOf(n);o!==-1&&i.overlays.splice(o,1)}})};de.prototype.isShown=function(){return this._overlayRoot.style.display!=="none"};de.prototype.show=function(){zr(this._overlayRoot)};de.prototype.hide=function(){zr(this._overlayRoot,!1)};de.prototype.clear=function(){this._overlays={},this._overlayContainers=[],Tr(this._overlayRoot)};de.prototype._updateOverlayContainer=function(e){var t=e.element,r=e.html,n=t.x,i=t.y;if(t.waypoints){var o=bt(t);n=o.x,i=o.y}io(r,n,i),Pr(e.html,"data-container-id",t.id)};de.prototype._updateOverlay=function(e){var t=e.position,r=e.htmlContainer,n=e.element,i=t.left,o=t.top;if(t.right!==void 0){var l;n.waypoints?l=bt(n).width:l=n.width,i=t.right*-1+l}if(t.bottom!==void 0){var u;n.waypoints?u=bt(n).height:u=n.height,o=t.bottom*-1+u}io(r,i||0,o||0),this._updateOverlayVisibilty(e,this._canvas.viewbox())};de.prototype._createOverlayContainer=function(e){var t=xe('<div class="djs-overlays" />');ke(t,{position:"absolute"}),this._overlayRoot.appendChild(t);var r={html:t,element:e,overlays:[]};return this._updateOverlayContainer(r),this._overlayContainers.push(r),r};de.prototype._updateRoot=function(e){var t=e.scale||1,r="matrix("+[t,0,0,t,-1*e.x*t,-1*e.y*t].join(",")+")";oo(this._overlayRoot,r)};de.prototype._getOverlayContainer=function(e,t){var r=ve(this._overlayContainers,function(n){return n.element===e});return!r&&!t?this._createOverlayContainer(e):r};de.prototype._addOverlay=function(e){var t=e.id,r=e.element,n=e.html,i,o;n.get&&n.constructor.prototype.jquery&&(n=n.get(0)),ze(n)&&(n=xe(n)),o=this._getOverlayContainer(r),i=xe('<div class="djs-overlay" data-overlay-id="'+t+'">'),ke(i,{position:"absolute"}),i.appendChild(n),e.type&&Qe(i).add("djs-overlay-"+e.type);var l=this._canvas.findRoot(r),u=this._canvas.getRootElement();zr(i,l===u),e.htmlContainer=i,o.overlays.push(e),o.html.appendChild(i),this._overlays[t]=e,this._updateOverlay(e),this._updateOverlayVisibilty(e,this._canvas.viewbox())};de.prototype._updateOverlayVisibilty=function(e,t){var r=e.show,n=this._canvas.findRoot(e.element),i=r&&r.minZoom,o=r&&r.maxZoom,l=e.htmlContainer,u=this._canvas.getRootElement(),p=!0;(n!==u||r&&(Ot(i)&&i>t.scale||Ot(o)&&o<t.scale))&&(p=!1),zr(l,p),this._updateOverlayScale(e,t)};de.prototype._updateOverlayScale=function(e,t){var r=e.scale,n,i,o=e.htmlContainer,l,u="";r!==!0&&(r===!1?(n=1,i=1):(n=r.min,i=r.max),Ot(n)&&t.scale<n&&(l=(1/t.scale||1)*n),Ot(i)&&t.scale>i&&(l=(1/t.scale||1)*i)),Ot(l)&&(u="scale("+l+","+l+")"),oo(o,u)};de.prototype._updateOverlaysVisibilty=function(e){var t=this;T(this._overlays,function(r){t._updateOverlayVisibilty(r,e)})};de.prototype._init=function(){var e=this._eventBus,t=this;function r(n){t._updateRoot(n),t._updateOverlaysVisibilty(n),t.show()}e.on("canvas.viewbox.changing",function(n){t.hide()}),e.on("canvas.viewbox.changed",function(n){r(n.viewbox)}),e.on(["shape.remove","connection.remove"],function(n){var i=n.element,o=t.get({element:i});T(o,function(p){t.remove(p.id)});var l=t._getOverlayContainer(i);if(l){Xt(l.html);var u=t._overlayContainers.indexOf(l);u!==-1&&t._overlayContainers.splice(u,1)}}),e.on("element.changed",nl,function(n){var i=n.element,o=t._getOverlayContainer(i,!0);o&&(T(o.overlays,function(l){t._updateOverlay(l)}),t._updateOverlayContainer(o))}),e.on("element.marker.update",function(n){var i=t._getOverlayContainer(n.element,!0);i&&Qe(i.html)[n.add?"add":"remove"](n.marker)}),e.on("root.set",function(){t._updateOverlaysVisibilty(t._canvas.viewbox())}),e.on("diagram.clear",this.clear,this)};function il(e){var t=xe('<div class="djs-overlay-container" />');return ke(t,{position:"absolute",width:0,height:0}),e.insertBefore(t,e.firstChild),t}function io(e,t,r){ke(e,{left:t+"px",top:r+"px"})}function zr(e,t){e.style.display=t===!1?"none":""}function oo(e,t){e.style["transform-origin"]="top left",["","-ms-","-webkit-"].forEach(function(r){e.style[r+"transform"]=t})}var Vr={__init__:["overlays"],overlays:["type",de]};function Wr(e,t,r,n){e.on("element.changed",function(i){var o=i.element;(o.parent||o===t.getRootElement())&&(i.gfx=r.getGraphics(o)),i.gfx&&e.fire(_r(o)+".changed",i)}),e.on("elements.changed",function(i){var o=i.elements;o.forEach(function(l){e.fire("element.changed",{element:l})}),n.updateContainments(o)}),e.on("shape.changed",function(i){n.update("shape",i.element,i.gfx)}),e.on("connection.changed",function(i){n.update("connection",i.element,i.gfx)})}Wr.$inject=["eventBus","canvas","elementRegistry","graphicsFactory"];var ao={__init__:["changeSupport"],changeSupport:["type",Wr]};var ol=1e3;function we(e){this._eventBus=e}we.$inject=["eventBus"];function al(e,t){return function(r){return e.call(t||null,r.context,r.command,r)}}we.prototype.on=function(e,t,r,n,i,o){if((it(t)||Fe(t))&&(o=i,i=n,n=r,r=t,t=null),it(r)&&(o=i,i=n,n=r,r=ol),je(i)&&(o=i,i=!1),!it(n))throw new Error("handlerFn must be a function");ce(e)||(e=[e]);var l=this._eventBus;T(e,function(u){var p=["commandStack",u,t].filter(function(f){return f}).join(".");l.on(p,r,i?al(n,o):n,o)})};we.prototype.canExecute=Et("canExecute");we.prototype.preExecute=Et("preExecute");we.prototype.preExecuted=Et("preExecuted");we.prototype.execute=Et("execute");we.prototype.executed=Et("executed");we.prototype.postExecute=Et("postExecute");we.prototype.postExecuted=Et("postExecuted");we.prototype.revert=Et("revert");we.prototype.reverted=Et("reverted");function Et(e){return function(r,n,i,o,l){(it(r)||Fe(r))&&(l=o,o=i,i=n,n=r,r=null),this.on(r,e,n,i,o,l)}}function cr(e,t){t.invoke(we,this),this.executed(function(r){var n=r.context;n.rootElement?e.setRootElement(n.rootElement):n.rootElement=e.getRootElement()}),this.revert(function(r){var n=r.context;n.rootElement&&e.setRootElement(n.rootElement)})}ge(cr,we);cr.$inject=["canvas","injector"];var so={__init__:["rootElementsBehavior"],rootElementsBehavior:["type",cr]};var sl={"&":"&amp;","<":"&lt;",">":"&gt;",'"':"&quot;","'":"&#39;"};function In(e){return e=""+e,e&&e.replace(/[&<>"']/g,function(t){return sl[t]})}var ll="_plane";function pr(e){var t=e.id;return M(e,"bpmn:SubProcess")?ul(t):t}function ul(e){return e+ll}var cl="bjs-breadcrumbs-shown";function $r(e,t,r){var n=xe('<ul class="bjs-breadcrumbs"></ul>'),i=r.getContainer(),o=Qe(i);i.appendChild(n);var l=[];e.on("element.changed",function(p){var f=p.element,b=oe(f),E=ve(l,function(O){return O===b});E&&u()});function u(p){p&&(l=pl(p));var f=l.flatMap(function(E){var O=r.findRoot(pr(E))||r.findRoot(E.id);if(!O&&M(E,"bpmn:Process")){var F=t.find(function(X){var I=oe(X);return I&&I.get("processRef")===E});O=F&&r.findRoot(F.id)}return O?[{parent:E,parentPlane:O}]:[]});n.innerHTML="";var b=f.length>1;o.toggle(cl,b),f.forEach(function(E,O){var F=E.parent,X=E.parentPlane,I=In(F.name||F.id),V=O===f.length-1,Y;if(V)Y=xe('<li><span class="bjs-crumb" title="'+I+'">'+I+"</span></li>");else{var Z="#"+In(F.id);Y=xe('<li><a class="bjs-crumb" href="'+Z+'" title="'+I+'">'+I+"</a></li>"),Y.addEventListener("click",function(A){A.preventDefault(),r.setRootElement(X)})}n.appendChild(Y)})}e.on("root.set",function(p){u(p.element)})}$r.$inject=["eventBus","elementRegistry","canvas"];function pl(e){for(var t=oe(e),r=[],n=t;n;n=n.$parent)(M(n,"bpmn:SubProcess")||M(n,"bpmn:Process"))&&r.push(n);return r.reverse()}function Hr(e,t){var r=null,n=new fl;e.on("root.set",function(i){var o=i.element,l=t.viewbox(),u=n.get(o);if(n.set(r,{x:l.x,y:l.y,zoom:l.scale}),r=o,!(!M(o,"bpmn:SubProcess")&&!u)){u=u||{x:0,y:0,zoom:1};var p=(l.x-u.x)*l.scale,f=(l.y-u.y)*l.scale;(p!==0||f!==0)&&t.scroll({dx:p,dy:f}),u.zoom!==l.scale&&t.zoom(u.zoom,{x:0,y:0})}}),e.on("diagram.clear",function(){n.clear(),r=null})}Hr.$inject=["eventBus","canvas"];function fl(){this._entries=[],this.set=function(e,t){var r=!1;for(var n in this._entries)if(this._entries[n][0]===e){this._entries[n][1]=t,r=!0;break}r||this._entries.push([e,t])},this.get=function(e){for(var t in this._entries)if(this._entries[t][0]===e)return this._entries[t][1];return null},this.clear=function(){this._entries.length=0},this.remove=function(e){var t=-1;for(var r in this._entries)if(this._entries[r][0]===e){t=r;break}t!==-1&&this._entries.splice(t,1)}}var lo={x:180,y:160};function _t(e,t){this._eventBus=e,this._moddle=t;var r=this;e.on("import.render.start",1500,function(n,i){r._handleImport(i.definitions)})}_t.prototype._handleImport=function(e){if(e.diagrams){var t=this;this._definitions=e,this._processToDiagramMap={},e.diagrams.forEach(function(n){!n.plane||!n.plane.bpmnElement||(t._processToDiagramMap[n.plane.bpmnElement.id]=n)});var r=e.diagrams.filter(n=>n.plane).flatMap(n=>t._createNewDiagrams(n.plane));r.forEach(function(n){t._movePlaneElementsToOrigin(n.plane)})}};_t.prototype._createNewDiagrams=function(e){var t=this,r=[],n=[];e.get("planeElement").forEach(function(o){var l=o.bpmnElement;if(l){var u=l.$parent;M(l,"bpmn:SubProcess")&&!o.isExpanded&&r.push(l),hl(l,e)&&n.push({diElement:o,parent:u})}});var i=[];return r.forEach(function(o){if(!t._processToDiagramMap[o.id]){var l=t._createDiagram(o);t._processToDiagramMap[o.id]=l,i.push(l)}}),n.forEach(function(o){for(var l=o.diElement,u=o.parent;u&&r.indexOf(u)===-1;)u=u.$parent;if(u){var p=t._processToDiagramMap[u.id];t._moveToDiPlane(l,p.plane)}}),i};_t.prototype._movePlaneElementsToOrigin=function(e){var t=e.get("planeElement"),r=dl(e),n={x:r.x-lo.x,y:r.y-lo.y};t.forEach(function(i){i.waypoint?i.waypoint.forEach(function(o){o.x=o.x-n.x,o.y=o.y-n.y}):i.bounds&&(i.bounds.x=i.bounds.x-n.x,i.bounds.y=i.bounds.y-n.y)})};_t.prototype._moveToDiPlane=function(e,t){var r=uo(e),n=r.plane.get("planeElement");n.splice(n.indexOf(e),1),t.get("planeElement").push(e)};_t.prototype._createDiagram=function(e){var t=this._moddle.create("bpmndi:BPMNPlane",{bpmnElement:e}),r=this._moddle.create("bpmndi:BPMNDiagram",{plane:t});return t.$parent=r,t.bpmnElement=e,r.$parent=this._definitions,this._definitions.diagrams.push(r),r};_t.$inject=["eventBus","moddle"];function uo(e){return M(e,"bpmndi:BPMNDiagram")?e:uo(e.$parent)}function dl(e){var t={top:1/0,right:-1/0,bottom:-1/0,left:1/0};return e.planeElement.forEach(function(r){if(r.bounds){var n=Rt(r.bounds);t.top=Math.min(n.top,t.top),t.left=Math.min(n.left,t.left)}}),eo(t)}function hl(e,t){var r=e.$parent;return!(!M(r,"bpmn:SubProcess")||r===t.bpmnElement||Si(e,["bpmn:DataInputAssociation","bpmn:DataOutputAssociation"]))}var Kr=250,ml='<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20" viewBox="0 0 16 16"><path fill-rule="evenodd" d="M4.81801948,3.50735931 L10.4996894,9.1896894 L10.5,4 L12,4 L12,12 L4,12 L4,10.5 L9.6896894,10.4996894 L3.75735931,4.56801948 C3.46446609,4.27512627 3.46446609,3.80025253 3.75735931,3.50735931 C4.05025253,3.21446609 4.52512627,3.21446609 4.81801948,3.50735931 Z"/></svg>',yl="bjs-drilldown-empty";function dt(e,t,r,n,i){we.call(this,t),this._canvas=e,this._eventBus=t,this._elementRegistry=r,this._overlays=n,this._translate=i;var o=this;this.executed("shape.toggleCollapse",Kr,function(l){var u=l.shape;o._canDrillDown(u)?o._addOverlay(u):o._removeOverlay(u)},!0),this.reverted("shape.toggleCollapse",Kr,function(l){var u=l.shape;o._canDrillDown(u)?o._addOverlay(u):o._removeOverlay(u)},!0),this.executed(["shape.create","shape.move","shape.delete"],Kr,function(l){var u=l.oldParent,p=l.newParent||l.parent,f=l.shape;o._canDrillDown(f)&&o._addOverlay(f),o._updateDrilldownOverlay(u),o._updateDrilldownOverlay(p),o._updateDrilldownOverlay(f)},!0),this.reverted(["shape.create","shape.move","shape.delete"],Kr,function(l){var u=l.oldParent,p=l.newParent||l.parent,f=l.shape;o._canDrillDown(f)&&o._addOverlay(f),o._updateDrilldownOverlay(u),o._updateDrilldownOverlay(p),o._updateDrilldownOverlay(f)},!0),t.on("import.render.complete",function(){r.filter(function(l){return o._canDrillDown(l)}).map(function(l){o._addOverlay(l)})})}ge(dt,we);dt.prototype._updateDrilldownOverlay=function(e){var t=this._canvas;if(e){var r=t.findRoot(e);r&&this._updateOverlayVisibility(r)}};dt.prototype._canDrillDown=function(e){var t=this._canvas;return M(e,"bpmn:SubProcess")&&t.findRoot(pr(e))};dt.prototype._updateOverlayVisibility=function(e){var t=this._overlays,r=oe(e),n=t.get({element:r.id,type:"drilldown"})[0];if(n){var i=r&&r.get("flowElements")&&r.get("flowElements").length;Qe(n.html).toggle(yl,!i)}};dt.prototype._addOverlay=function(e){var t=this._canvas,r=this._overlays,n=oe(e),i=r.get({element:e,type:"drilldown"});i.length&&this._removeOverlay(e);var o=xe('<button type="button" class="bjs-drilldown">'+ml+"</button>"),l=n.get("name")||n.get("id"),u=this._translate("Open {element}",{element:l});o.setAttribute("title",u),o.addEventListener("click",function(){t.setRootElement(t.findRoot(pr(e)))}),r.add(e,"drilldown",{position:{bottom:-7,right:-8},html:o}),this._updateOverlayVisibility(e)};dt.prototype._removeOverlay=function(e){var t=this._overlays;t.remove({element:e,type:"drilldown"})};dt.$inject=["canvas","eventBus","elementRegistry","overlays","translate"];var co={__depends__:[Vr,ao,so],__init__:["drilldownBreadcrumbs","drilldownOverlayBehavior","drilldownCentering","subprocessCompatibility"],drilldownBreadcrumbs:["type",$r],drilldownCentering:["type",Hr],drilldownOverlayBehavior:["type",dt],subprocessCompatibility:["type",_t]};function Fn(e){return e.originalEvent||e.srcEvent}function zn(e){return e.pointers&&e.pointers.length&&(e=e.pointers[0]),e.touches&&e.touches.length&&(e=e.touches[0]),e?{x:e.clientX,y:e.clientY}:null}function po(){return/mac/i.test(navigator.platform)}function fo(e,t){return(Fn(e)||e).button===t}function Jt(e){return fo(e,0)}function ho(e){return fo(e,1)}function mo(e){var t=Fn(e)||e;return Jt(e)&&t.shiftKey}function gl(e){return!0}function Ur(e){return Jt(e)||ho(e)}var yo=500;function Yr(e,t,r){var n=this;function i(y,P,k){if(!u(y,P)){var g,B,U;k?B=t.getGraphics(k):(g=P.delegateTarget||P.target,g&&(B=g,k=t.get(B))),!(!B||!k)&&(U=e.fire(y,{element:k,gfx:B,originalEvent:P}),U===!1&&(P.stopPropagation(),P.preventDefault()))}}var o={};function l(y){return o[y]}function u(y,P){var k=f[y]||Jt;return!k(P)}var p={click:"element.click",contextmenu:"element.contextmenu",dblclick:"element.dblclick",mousedown:"element.mousedown",mousemove:"element.mousemove",mouseover:"element.hover",mouseout:"element.out",mouseup:"element.mouseup"},f={"element.contextmenu":gl,"element.mousedown":Ur,"element.mouseup":Ur,"element.click":Ur,"element.dblclick":Ur};function b(y,P,k){var g=p[y];if(!g)throw new Error("unmapped DOM event name <"+y+">");return i(g,P,k)}var E="svg, .djs-element";function O(y,P,k,g){var B=o[k]=function(U){i(k,U)};g&&(f[k]=g),B.$delegate=sr.bind(y,E,P,B)}function F(y,P,k){var g=l(k);g&&sr.unbind(y,P,g.$delegate)}function X(y){T(p,function(P,k){O(y,k,P)})}function I(y){T(p,function(P,k){F(y,k,P)})}e.on("canvas.destroy",function(y){I(y.svg)}),e.on("canvas.init",function(y){X(y.svg)}),e.on(["shape.added","connection.added"],function(y){var P=y.element,k=y.gfx;e.fire("interactionEvents.createHit",{element:P,gfx:k})}),e.on(["shape.changed","connection.changed"],yo,function(y){var P=y.element,k=y.gfx;e.fire("interactionEvents.updateHit",{element:P,gfx:k})}),e.on("interactionEvents.createHit",yo,function(y){var P=y.element,k=y.gfx;n.createDefaultHit(P,k)}),e.on("interactionEvents.updateHit",function(y){var P=y.element,k=y.gfx;n.updateDefaultHit(P,k)});var V=S("djs-hit djs-hit-stroke"),Y=S("djs-hit djs-hit-click-stroke"),Z=S("djs-hit djs-hit-all"),A=S("djs-hit djs-hit-no-move"),w={all:Z,"click-stroke":Y,stroke:V,"no-move":A};function S(y,P){return P=R({stroke:"white",strokeWidth:15},P||{}),r.cls(y,["no-fill","no-border"],P)}function D(y,P){var k=w[P];if(!k)throw new Error("invalid hit type <"+P+">");return Q(y,k),y}function N(y,P){le(y,P)}this.removeHits=function(y){var P=qi(".djs-hit",y);T(P,Bt)},this.createDefaultHit=function(y,P){var k=y.waypoints,g=y.isFrame,B;return k?this.createWaypointsHit(P,k):(B=g?"stroke":"all",this.createBoxHit(P,B,{width:y.width,height:y.height}))},this.createWaypointsHit=function(y,P){var k=Yt(P);return D(k,"stroke"),N(y,k),k},this.createBoxHit=function(y,P,k){k=R({x:0,y:0},k);var g=J("rect");return D(g,P),Q(g,k),N(y,g),g},this.updateDefaultHit=function(y,P){var k=Ye(".djs-hit",P);if(k)return y.waypoints?jn(k,y.waypoints):Q(k,{width:y.width,height:y.height}),k},this.fire=i,this.triggerMouseEvent=b,this.mouseHandler=l,this.registerEvent=O,this.unregisterEvent=F}Yr.$inject=["eventBus","elementRegistry","styles"];var go={__init__:["interactionEvents"],interactionEvents:["type",Yr]};function Ct(e,t){this._eventBus=e,this._canvas=t,this._selectedElements=new Set;var r=this;e.on(["shape.remove","connection.remove"],function(n){var i=n.element;r.deselect(i)}),e.on(["diagram.clear","root.set"],function(n){r.select(null)})}Ct.$inject=["eventBus","canvas"];Ct.prototype.deselect=function(e){if(this._selectedElements.has(e)){var t=this.get();this._selectedElements.delete(e),this._eventBus.fire("selection.changed",{oldSelection:t,newSelection:this.get()})}};Ct.prototype.get=function(){return Array.from(this._selectedElements)};Ct.prototype.isSelected=function(e){return this._selectedElements.has(e)};Ct.prototype.select=function(e,t){var r=this.get();ce(e)||(e=e?[e]:[]);var n=this._canvas,i=n.getRootElement();e=e.filter(function(o){var l=n.findRoot(o);return i===l}),t?T(e,o=>{this._selectedElements.add(o)}):this._selectedElements=new Set(e),this._eventBus.fire("selection.changed",{oldSelection:r,newSelection:this.get()})};var vo="hover",bo="selected";function qr(e,t){this._canvas=e;function r(i,o){e.addMarker(i,o)}function n(i,o){e.removeMarker(i,o)}t.on("element.hover",function(i){r(i.element,vo)}),t.on("element.out",function(i){n(i.element,vo)}),t.on("selection.changed",function(i){function o(f){n(f,bo)}function l(f){r(f,bo)}var u=new Set(i.oldSelection),p=new Set(i.newSelection);for(let f of u)p.has(f)||o(f);for(let f of p)u.has(f)||l(f)})}qr.$inject=["canvas","eventBus"];function Gr(e,t,r,n){e.on("create.end",500,function(i){var o=i.context,l=o.canExecute,u=o.elements,p=o.hints||{},f=p.autoSelect;if(l){if(f===!1)return;ce(f)?t.select(f):t.select(u.filter(vl))}}),e.on("connect.end",500,function(i){var o=i.context,l=o.connection;l&&t.select(l)}),e.on("shape.move.end",500,function(i){var o=i.previousSelection||[],l=n.get(i.context.shape.id),u=ve(o,function(p){return l.id===p.id});u||t.select(l)}),e.on("element.click",function(i){if(Jt(i)){var o=i.element;o===r.getRootElement()&&(o=null);var l=t.isSelected(o),u=t.get().length>1,p=mo(i);if(l&&u)return p?t.deselect(o):t.select(o);l?t.deselect(o):t.select(o,p)}})}Gr.$inject=["eventBus","selection","canvas","elementRegistry"];function vl(e){return!e.hidden}var Xr={__init__:["selectionVisuals","selectionBehavior"],__depends__:[go],selection:["type",Ct],selectionVisuals:["type",qr],selectionBehavior:["type",Gr]};var bl=/^class[ {]/;function xl(e){return bl.test(e.toString())}function Wn(e){return Array.isArray(e)}function Vn(e,t){return Object.prototype.hasOwnProperty.call(e,t)}function Zr(...e){e.length===1&&Wn(e[0])&&(e=e[0]),e=[...e];let t=e.pop();return t.$inject=e,t}var wl=/constructor\s*[^(]*\(\s*([^)]*)\)/m,El=/^(?:async\s+)?(?:function\s*[^(]*)?(?:\(\s*([^)]*)\)|(\w+))/m,_l=/\/\*([^*]*)\*\//m;function kl(e){if(typeof e!="function")throw new Error(`Cannot annotate "${e}". Expected a function!`);let t=e.toString().match(xl(e)?wl:El);if(!t)return[];let r=t[1]||t[2];return r&&r.split(",").map(n=>{let i=n.match(_l);return(i&&i[1]||n).trim()})||[]}function $n(e,t){let r=t||{get:function(A,w){if(w===!1)return null;throw n.push(A),u(`No provider for "${A}"!`)}},n=[],i=this._providers=Object.create(r._providers||null),o=this._instances=Object.create(null),l=o.injector=this,u=function(A){let w=n.join(" -> ");return n.length=0,new Error(w?`${A} (Resolving: ${w})`:A)};function p(A,w){if(!i[A]&&A.includes(".")){let S=A.split("."),D=p(S.shift());for(;S.length;)D=D[S.shift()];return D}if(Vn(o,A))return o[A];if(Vn(i,A)){if(n.indexOf(A)!==-1)throw n.push(A),u("Cannot resolve circular dependency!");return n.push(A),o[A]=i[A][0](i[A][1]),n.pop(),o[A]}return r.get(A,w)}function f(A,w){if(typeof w>"u"&&(w={}),typeof A!="function")if(Wn(A))A=Zr(A.slice());else throw u(`Cannot invoke "${A}". Expected a function!`);let D=(A.$inject||kl(A)).map(N=>Vn(w,N)?w[N]:p(N));return{fn:A,dependencies:D}}function b(A){let{fn:w,dependencies:S}=f(A),D=Function.prototype.bind.call(w,null,...S);return new D}function E(A,w,S){let{fn:D,dependencies:N}=f(A,S);return D.apply(w,N)}function O(A){return Zr(w=>A.get(w))}function F(A,w){if(w&&w.length){let S=Object.create(null),D=Object.create(null),N=[],y=[],P=[],k,g,B,U;for(let ee in i)k=i[ee],w.indexOf(ee)!==-1&&(k[2]==="private"?(g=N.indexOf(k[3]),g===-1?(B=k[3].createChild([],w),U=O(B),N.push(k[3]),y.push(B),P.push(U),S[ee]=[U,ee,"private",B]):S[ee]=[P[g],ee,"private",y[g]]):S[ee]=[k[2],k[1]],D[ee]=!0),(k[2]==="factory"||k[2]==="type")&&k[1].$scope&&w.forEach($e=>{k[1].$scope.indexOf($e)!==-1&&(S[ee]=[k[2],k[1]],D[$e]=!0)});w.forEach(ee=>{if(!D[ee])throw new Error('No provider for "'+ee+'". Cannot use provider from the parent!')}),A.unshift(S)}return new $n(A,l)}let X={factory:E,type:b,value:function(A){return A}};function I(A,w){let S=A.__init__||[];return function(){S.forEach(D=>{typeof D=="string"?w.get(D):w.invoke(D)})}}function V(A){let w=A.__exports__;if(w){let S=A.__modules__,D=Object.keys(A).reduce((g,B)=>(B!=="__exports__"&&B!=="__modules__"&&B!=="__init__"&&B!=="__depends__"&&(g[B]=A[B]),g),Object.create(null)),N=(S||[]).concat(D),y=F(N),P=Zr(function(g){return y.get(g)});w.forEach(function(g){i[g]=[P,g,"private",y]});let k=(A.__init__||[]).slice();return k.unshift(function(){y.init()}),A=Object.assign({},A,{__init__:k}),I(A,y)}return Object.keys(A).forEach(function(S){if(S==="__init__"||S==="__depends__")return;let D=A[S];if(D[2]==="private"){i[S]=D;return}let N=D[0],y=D[1];i[S]=[X[N],Sl(N,y),N]}),I(A,l)}function Y(A,w){return A.indexOf(w)!==-1||(A=(w.__depends__||[]).reduce(Y,A),A.indexOf(w)!==-1)?A:A.concat(w)}function Z(A){let w=A.reduce(Y,[]).map(V),S=!1;return function(){S||(S=!0,w.forEach(D=>D()))}}this.get=p,this.invoke=E,this.instantiate=b,this.createChild=F,this.init=Z(e)}function Sl(e,t){return e!=="value"&&Wn(t)&&(t=Zr(t.slice())),t}var Al=1;function ht(e,t){Xe.call(this,e,Al),this.CONNECTION_STYLE=t.style(["no-fill"],{strokeWidth:5,stroke:"fuchsia"}),this.SHAPE_STYLE=t.style({fill:"white",stroke:"fuchsia",strokeWidth:2}),this.FRAME_STYLE=t.style(["no-fill"],{stroke:"fuchsia",strokeDasharray:4,strokeWidth:2})}ge(ht,Xe);ht.prototype.canRender=function(){return!0};ht.prototype.drawShape=function(t,r,n){var i=J("rect");return Q(i,{x:0,y:0,width:r.width||0,height:r.height||0}),kr(r)?Q(i,R({},this.FRAME_STYLE,n||{})):Q(i,R({},this.SHAPE_STYLE,n||{})),le(t,i),i};ht.prototype.drawConnection=function(t,r,n){var i=Yt(r.waypoints,R({},this.CONNECTION_STYLE,n||{}));return le(t,i),i};ht.prototype.getShapePath=function(t){var r=t.x,n=t.y,i=t.width,o=t.height,l=[["M",r,n],["l",i,0],["l",0,o],["l",-i,0],["z"]];return xt(l)};ht.prototype.getConnectionPath=function(t){var r=t.waypoints,n,i,o=[];for(n=0;i=r[n];n++)i=i.original||i,o.push([n===0?"M":"L",i.x,i.y]);return xt(o)};ht.$inject=["eventBus","styles"];function Hn(){var e={"no-fill":{fill:"none"},"no-border":{strokeOpacity:0},"no-events":{pointerEvents:"none"}},t=this;this.cls=function(r,n,i){var o=this.style(n,i);return R(o,{class:r})},this.style=function(r,n){!ce(r)&&!n&&(n=r,r=[]);var i=pt(r,function(o,l){return R(o,e[l]||{})},{});return n?R(i,n):i},this.computeStyle=function(r,n,i){return ce(n)||(i=n,n=[]),t.style(n||[],R({},i,r||{}))}}var xo={__init__:["defaultRenderer"],defaultRenderer:["type",ht],styles:["type",Hn]};function wo(e,t){if(!e||!t)return-1;var r=e.indexOf(t);return r!==-1&&e.splice(r,1),r}function Eo(e,t,r){if(!(!e||!t)){typeof r!="number"&&(r=-1);var n=e.indexOf(t);if(n!==-1){if(n===r)return;if(r!==-1)e.splice(n,1);else return}r!==-1?e.splice(r,0,t):e.push(t)}}function Qr(e,t){return Math.round(e*t)/t}function _o(e){return Fe(e)?e+"px":e}function Rl(e){for(;e.parent;)e=e.parent;return e}function Cl(e){e=R({},{width:"100%",height:"100%"},e);let t=e.container||document.body,r=document.createElement("div");return r.setAttribute("class","djs-container djs-parent bio-theme-parent"),ke(r,{position:"relative",overflow:"hidden",width:_o(e.width),height:_o(e.height)}),t.appendChild(r),r}function ko(e,t,r){let n=J("g");Ke(n).add(t);let i=r!==void 0?r:e.childNodes.length-1;return e.insertBefore(n,e.childNodes[i]||null),n}var Pl="base",So=0,Tl=1,jl={shape:["x","y","width","height"],connection:["waypoints"]};function L(e,t,r,n){this._eventBus=t,this._elementRegistry=n,this._graphicsFactory=r,this._rootsIdx=0,this._layers={},this._planes=[],this._rootElement=null,this._focused=!1,this._init(e||{})}L.$inject=["config.canvas","eventBus","graphicsFactory","elementRegistry"];L.prototype._init=function(e){let t=this._eventBus,r=this._container=Cl(e),n=this._svg=J("svg");Q(n,{width:"100%",height:"100%"}),Pr(n,"tabindex",0),e.autoFocus&&t.on("element.hover",()=>{this.restoreFocus()}),t.on("element.mousedown",500,o=>{this.focus()}),n.addEventListener("focusin",()=>{this._setFocused(!0)}),n.addEventListener("focusout",()=>{this._setFocused(!1)}),n.addEventListener("mouseover",()=>{this._eventBus.fire("canvas.mouseover")}),n.addEventListener("mouseout",()=>{this._eventBus.fire("canvas.mouseout")}),le(r,n);let i=this._viewport=ko(n,"viewport");e.deferUpdate&&(this._viewboxChanged=or(this._viewboxChanged,300)),this._restoreFocus=or(this._restoreFocus,0),t.on("diagram.init",()=>{t.fire("canvas.init",{svg:n,viewport:i})}),t.on(["shape.added","connection.added","shape.removed","connection.removed","elements.changed","root.set"],()=>{delete this._cachedViewbox}),t.on("diagram.destroy",500,this._destroy,this),t.on("diagram.clear",500,this._clear,this)};L.prototype._destroy=function(){this._restoreFocus.cancel(),this._eventBus.fire("canvas.destroy",{svg:this._svg,viewport:this._viewport});let e=this._container.parentNode;e&&e.removeChild(this._container),delete this._svg,delete this._container,delete this._layers,delete this._planes,delete this._rootElement,delete this._viewport};L.prototype._setFocused=function(e){e!=this._focused&&(this._focused=e,this._eventBus.fire("canvas.focus.changed",{focused:e}))};L.prototype._clear=function(){this._elementRegistry.getAll().forEach(t=>{let r=_r(t);r==="root"?this.removeRootElement(t):this._removeElement(t,r)}),this._planes=[],this._rootElement=null,delete this._cachedViewbox};L.prototype.focus=function(){this._svg.focus({preventScroll:!0}),this._setFocused(!0)};L.prototype.restoreFocus=function(){this._restoreFocus()};L.prototype._restoreFocus=function(){document.activeElement===document.body&&this.focus()};L.prototype.isFocused=function(){return this._focused};L.prototype.getDefaultLayer=function(){return this.getLayer(Pl,So)};L.prototype.getLayer=function(e,t){if(!e)throw new Error("must specify a name");let r=this._layers[e];if(r||(r=this._layers[e]=this._createLayer(e,t)),typeof t<"u"&&r.index!==t)throw new Error("layer <"+e+"> already created at index <"+t+">");return r.group};L.prototype._getChildIndex=function(e){return pt(this._layers,function(t,r){return r.visible&&e>=r.index&&t++,t},0)};L.prototype._createLayer=function(e,t){typeof t>"u"&&(t=Tl);let r=this._getChildIndex(t);return{group:ko(this._viewport,"layer-"+e,r),index:t,visible:!0}};L.prototype.showLayer=function(e){if(!e)throw new Error("must specify a name");let t=this._layers[e];if(!t)throw new Error("layer <"+e+"> does not exist");let r=this._viewport,n=t.group,i=t.index;if(t.visible)return n;let o=this._getChildIndex(i);return r.insertBefore(n,r.childNodes[o]||null),t.visible=!0,n};L.prototype.hideLayer=function(e){if(!e)throw new Error("must specify a name");let t=this._layers[e];if(!t)throw new Error("layer <"+e+"> does not exist");let r=t.group;return t.visible&&(Bt(r),t.visible=!1),r};L.prototype._removeLayer=function(e){let t=this._layers[e];t&&(delete this._layers[e],Bt(t.group))};L.prototype.getActiveLayer=function(){let e=this._findPlaneForRoot(this.getRootElement());return e?e.layer:null};L.prototype.findRoot=function(e){let t=this._resolveElements(e),r;for(let n of t){let i=this._findPlaneForRoot(Rl(n));if(!i||r&&i.rootElement!==r)return;r=i.rootElement}return r};L.prototype.getRootElements=function(){return this._planes.map(function(e){return e.rootElement})};L.prototype._findPlaneForRoot=function(e){return ve(this._planes,function(t){return t.rootElement===e})};L.prototype._resolveElement=function(e){return typeof e=="string"?this._elementRegistry.get(e):e};L.prototype._resolveElements=function(e){return ce(e)||(e=[e]),e.map(t=>this._resolveElement(t)).filter(Boolean)};L.prototype.getContainer=function(){return this._container};L.prototype._updateMarker=function(e,t,r){let n;e=this._resolveElement(e),e.markers=e.markers||new Set,n=this._elementRegistry._elements[e.id],n&&(T([n.gfx,n.secondaryGfx],function(i){i&&(r?(e.markers.add(t),Ke(i).add(t)):(e.markers.delete(t),Ke(i).remove(t)))}),this._eventBus.fire("element.marker.update",{element:e,gfx:n.gfx,marker:t,add:!!r}))};L.prototype.addMarker=function(e,t){this._updateMarker(e,t,!0)};L.prototype.removeMarker=function(e,t){this._updateMarker(e,t,!1)};L.prototype.hasMarker=function(e,t){return e=this._resolveElement(e),e.markers?e.markers.has(t):!1};L.prototype.toggleMarker=function(e,t){this.hasMarker(e,t)?this.removeMarker(e,t):this.addMarker(e,t)};L.prototype.getRootElement=function(){let e=this._rootElement;return e||this._planes.length?e:this.setRootElement(this.addRootElement(null))};L.prototype.addRootElement=function(e){let t=this._rootsIdx++;e||(e={id:"__implicitroot_"+t,children:[],isImplicit:!0});let r=e.layer="root-"+t;this._ensureValid("root",e);let n=this.getLayer(r,So);return this.hideLayer(r),this._addRoot(e,n),this._planes.push({rootElement:e,layer:n}),e};L.prototype.removeRootElement=function(e){if(e=this._resolveElement(e),!!this._findPlaneForRoot(e))return this._removeRoot(e),this._removeLayer(e.layer),this._planes=this._planes.filter(function(r){return r.rootElement!==e}),this._rootElement===e&&(this._rootElement=null),e};L.prototype.setRootElement=function(e){if(e===this._rootElement)return e;let t;if(!e)throw new Error("rootElement required");return t=this._findPlaneForRoot(e),t||(e=this.addRootElement(e)),this._setRoot(e),e};L.prototype._removeRoot=function(e){let t=this._elementRegistry,r=this._eventBus;r.fire("root.remove",{element:e}),r.fire("root.removed",{element:e}),t.remove(e)};L.prototype._addRoot=function(e,t){let r=this._elementRegistry,n=this._eventBus;n.fire("root.add",{element:e}),r.add(e,t),n.fire("root.added",{element:e,gfx:t})};L.prototype._setRoot=function(e,t){let r=this._rootElement;r&&(this._elementRegistry.updateGraphics(r,null,!0),this.hideLayer(r.layer)),e&&(t||(t=this._findPlaneForRoot(e).layer),this._elementRegistry.updateGraphics(e,this._svg,!0),this.showLayer(e.layer)),this._rootElement=e,this._eventBus.fire("root.set",{element:e})};L.prototype._ensureValid=function(e,t){if(!t.id)throw new Error("element must have an id");if(this._elementRegistry.get(t.id))throw new Error("element <"+t.id+"> already exists");let r=jl[e];if(!vn(r,function(i){return typeof t[i]<"u"}))throw new Error("must supply { "+r.join(", ")+" } with "+e)};L.prototype._setParent=function(e,t,r){Eo(t.children,e,r),e.parent=t};L.prototype._addElement=function(e,t,r,n){r=r||this.getRootElement();let i=this._eventBus,o=this._graphicsFactory;this._ensureValid(e,t),i.fire(e+".add",{element:t,parent:r}),this._setParent(t,r,n);let l=o.create(e,t,n);return this._elementRegistry.add(t,l),o.update(e,t,l),i.fire(e+".added",{element:t,gfx:l}),t};L.prototype.addShape=function(e,t,r){return this._addElement("shape",e,t,r)};L.prototype.addConnection=function(e,t,r){return this._addElement("connection",e,t,r)};L.prototype._removeElement=function(e,t){let r=this._elementRegistry,n=this._graphicsFactory,i=this._eventBus;if(e=r.get(e.id||e),!!e)return i.fire(t+".remove",{element:e}),n.remove(e),wo(e.parent&&e.parent.children,e),e.parent=null,i.fire(t+".removed",{element:e}),r.remove(e),e};L.prototype.removeShape=function(e){return this._removeElement(e,"shape")};L.prototype.removeConnection=function(e){return this._removeElement(e,"connection")};L.prototype.getGraphics=function(e,t){return this._elementRegistry.getGraphics(e,t)};L.prototype._changeViewbox=function(e){this._eventBus.fire("canvas.viewbox.changing"),e.apply(this),this._cachedViewbox=null,this._viewboxChanged()};L.prototype._viewboxChanged=function(){this._eventBus.fire("canvas.viewbox.changed",{viewbox:this.viewbox()})};L.prototype.viewbox=function(e){if(e===void 0&&this._cachedViewbox)return structuredClone(this._cachedViewbox);let t=this._viewport,r=this.getSize(),n,i,o,l,u,p,f;if(e)this._changeViewbox(function(){u=Math.min(r.width/e.width,r.height/e.height);let b=this._svg.createSVGMatrix().scale(u).translate(-e.x,-e.y);Lt(t,b)});else return o=this._rootElement?this.getActiveLayer():null,n=o&&o.getBBox()||{},l=Lt(t),i=l?l.matrix:Ii(),u=Qr(i.a,1e3),p=Qr(-i.e||0,1e3),f=Qr(-i.f||0,1e3),e=this._cachedViewbox={x:p?p/u:0,y:f?f/u:0,width:r.width/u,height:r.height/u,scale:u,inner:{width:n.width||0,height:n.height||0,x:n.x||0,y:n.y||0},outer:r},e;return e};L.prototype.scroll=function(e){let t=this._viewport,r=t.getCTM();return e&&this._changeViewbox(function(){e=R({dx:0,dy:0},e||{}),r=this._svg.createSVGMatrix().translate(e.dx,e.dy).multiply(r),Ao(t,r)}),{x:r.e,y:r.f}};L.prototype.scrollToElement=function(e,t){let r=100,n=this._resolveElements(e);if(!n.length)return;let i=this.findRoot(n);if(!i)return;i!==this.getRootElement()&&this.setRootElement(i);let o=n.filter(X=>X!=i);if(!o.length)return;t||(t={}),typeof t=="number"&&(r=t),t={top:t.top||r,right:t.right||r,bottom:t.bottom||r,left:t.left||r};let l=bt(o),u=Rt(l),p=this.viewbox(),f=this.zoom(),b,E;p.y+=t.top/f,p.x+=t.left/f,p.width-=(t.right+t.left)/f,p.height-=(t.bottom+t.top)/f;let O=Rt(p);if(!(l.width<p.width&&l.height<p.height))b=l.x-p.x,E=l.y-p.y;else{let X=Math.max(0,u.right-O.right),I=Math.min(0,u.left-O.left),V=Math.max(0,u.bottom-O.bottom),Y=Math.min(0,u.top-O.top);b=X||I,E=V||Y}this.scroll({dx:-b*f,dy:-E*f})};L.prototype.zoom=function(e,t){if(!e)return this.viewbox(e).scale;if(e==="fit-viewport")return this._fitViewport(t);let r,n;return this._changeViewbox(function(){typeof t!="object"&&(r=this.viewbox().outer,t={x:r.width/2,y:r.height/2}),n=this._setZoom(e,t)}),Qr(n.a,1e3)};function Ao(e,t){let r="matrix("+t.a+","+t.b+","+t.c+","+t.d+","+t.e+","+t.f+")";e.setAttribute("transform",r)}L.prototype._fitViewport=function(e){let t=this.viewbox(),r=t.outer,n=t.inner,i,o;return n.x>=0&&n.y>=0&&n.x+n.width<=r.width&&n.y+n.height<=r.height&&!e?o={x:0,y:0,width:Math.max(n.width+n.x,r.width),height:Math.max(n.height+n.y,r.height)}:(i=Math.min(1,r.width/n.width,r.height/n.height),o={x:n.x+(e?n.width/2-r.width/i/2:0),y:n.y+(e?n.height/2-r.height/i/2:0),width:r.width/i,height:r.height/i}),this.viewbox(o),this.viewbox(!1).scale};L.prototype._setZoom=function(e,t){let r=this._svg,n=this._viewport,i=r.createSVGMatrix(),o=r.createSVGPoint(),l,u,p,f,b;p=n.getCTM();let E=p.a;return t?(l=R(o,t),u=l.matrixTransform(p.inverse()),f=i.translate(u.x,u.y).scale(1/E*e).translate(-u.x,-u.y),b=p.multiply(f)):b=i.scale(e),Ao(this._viewport,b),b};L.prototype.getSize=function(){return{width:this._container.clientWidth,height:this._container.clientHeight}};L.prototype.getAbsoluteBBox=function(e){let t=this.viewbox(),r;e.waypoints?r=this.getGraphics(e).getBBox():r=e;let n=r.x*t.scale-t.x*t.scale,i=r.y*t.scale-t.y*t.scale,o=r.width*t.scale,l=r.height*t.scale;return{x:n,y:i,width:o,height:l}};L.prototype.resized=function(){delete this._cachedViewbox,this._eventBus.fire("canvas.resized")};var er="data-element-id";function De(e){this._elements={},this._eventBus=e}De.$inject=["eventBus"];De.prototype.add=function(e,t,r){var n=e.id;this._validateId(n),Q(t,er,n),r&&Q(r,er,n),this._elements[n]={element:e,gfx:t,secondaryGfx:r}};De.prototype.remove=function(e){var t=this._elements,r=e.id||e,n=r&&t[r];n&&(Q(n.gfx,er,""),n.secondaryGfx&&Q(n.secondaryGfx,er,""),delete t[r])};De.prototype.updateId=function(e,t){this._validateId(t),typeof e=="string"&&(e=this.get(e)),this._eventBus.fire("element.updateId",{element:e,newId:t});var r=this.getGraphics(e),n=this.getGraphics(e,!0);this.remove(e),e.id=t,this.add(e,r,n)};De.prototype.updateGraphics=function(e,t,r){var n=e.id||e,i=this._elements[n];return r?i.secondaryGfx=t:i.gfx=t,t&&Q(t,er,n),t};De.prototype.get=function(e){var t;typeof e=="string"?t=e:t=e&&Q(e,er);var r=this._elements[t];return r&&r.element};De.prototype.filter=function(e){var t=[];return this.forEach(function(r,n){e(r,n)&&t.push(r)}),t};De.prototype.find=function(e){for(var t=this._elements,r=Object.keys(t),n=0;n<r.length;n++){var i=r[n],o=t[i],l=o.element,u=o.gfx;if(e(l,u))return l}};De.prototype.getAll=function(){return this.filter(function(e){return e})};De.prototype.forEach=function(e){var t=this._elements;Object.keys(t).forEach(function(r){var n=t[r],i=n.element,o=n.gfx;return e(i,o)})};De.prototype.getGraphics=function(e,t){var r=e.id||e,n=this._elements[r];return n&&(t?n.secondaryGfx:n.gfx)};De.prototype._validateId=function(e){if(!e)throw new Error("element must have an id");if(this._elements[e])throw new Error("element with id "+e+" already added")};function Ml(e,t,r,n){var i=r.inverse;return Object.defineProperty(e,"remove",{value:function(o){var l=this.indexOf(o);return l!==-1&&(this.splice(l,1),t.unset(o,i,n)),o}}),Object.defineProperty(e,"contains",{value:function(o){return this.indexOf(o)!==-1}}),Object.defineProperty(e,"add",{value:function(o,l){var u=this.indexOf(o);if(typeof l>"u"){if(u!==-1)return;l=this.length}u!==-1&&this.splice(u,1),this.splice(l,0,o),u===-1&&t.set(o,i,n)}}),Object.defineProperty(e,"__refs_collection",{value:!0}),e}function Dl(e){return e.__refs_collection===!0}function Nl(e,t){return Object.prototype.hasOwnProperty.call(e,t.name||t)}function Ro(e,t,r){var n=Ml(r[t.name]||[],e,t,r);Object.defineProperty(r,t.name,{enumerable:t.enumerable,value:n}),n.length&&n.forEach(function(i){e.set(i,t.inverse,r)})}function Ol(e,t,r){var n=t.inverse,i=r[t.name];Object.defineProperty(r,t.name,{configurable:t.configurable,enumerable:t.enumerable,get:function(){return i},set:function(o){if(o!==i){var l=i;i=null,l&&e.unset(l,n,r),i=o,e.set(i,n,r)}}})}function qe(e,t){if(!(this instanceof qe))return new qe(e,t);e.inverse=t,t.inverse=e,this.props={},this.props[e.name]=e,this.props[t.name]=t}qe.prototype.bind=function(e,t){if(typeof t=="string"){if(!this.props[t])throw new Error("no property <"+t+"> in ref");t=this.props[t]}t.collection?Ro(this,t,e):Ol(this,t,e)};qe.prototype.ensureRefsCollection=function(e,t){var r=e[t.name];return Dl(r)||Ro(this,t,e),r};qe.prototype.ensureBound=function(e,t){Nl(e,t)||this.bind(e,t)};qe.prototype.unset=function(e,t,r){e&&(this.ensureBound(e,t),t.collection?this.ensureRefsCollection(e,t).remove(r):e[t.name]=void 0)};qe.prototype.set=function(e,t,r){e&&(this.ensureBound(e,t),t.collection?this.ensureRefsCollection(e,t).add(r):e[t.name]=r)};var Kn=new qe({name:"children",enumerable:!0,collection:!0},{name:"parent"}),Po=new qe({name:"labels",enumerable:!0,collection:!0},{name:"labelTarget"}),Co=new qe({name:"attachers",collection:!0},{name:"host"}),To=new qe({name:"outgoing",collection:!0},{name:"source"}),jo=new qe({name:"incoming",collection:!0},{name:"target"});function fr(){Object.defineProperty(this,"businessObject",{writable:!0}),Object.defineProperty(this,"label",{get:function(){return this.labels[0]},set:function(e){var t=this.label,r=this.labels;!e&&t?r.remove(t):r.add(e,0)}}),Kn.bind(this,"parent"),Po.bind(this,"labels"),To.bind(this,"outgoing"),jo.bind(this,"incoming")}function dr(){fr.call(this),Kn.bind(this,"children"),Co.bind(this,"host"),Co.bind(this,"attachers")}ge(dr,fr);function Mo(){fr.call(this),Kn.bind(this,"children")}ge(Mo,dr);function Do(){dr.call(this),Po.bind(this,"labelTarget")}ge(Do,dr);function No(){fr.call(this),To.bind(this,"source"),jo.bind(this,"target")}ge(No,fr);var Bl={connection:No,shape:dr,label:Do,root:Mo};function Oo(e,t){var r=Bl[e];if(!r)throw new Error("unknown type: <"+e+">");return R(new r,t)}function Pt(){this._uid=12}Pt.prototype.createRoot=function(e){return this.create("root",e)};Pt.prototype.createLabel=function(e){return this.create("label",e)};Pt.prototype.createShape=function(e){return this.create("shape",e)};Pt.prototype.createConnection=function(e){return this.create("connection",e)};Pt.prototype.create=function(e,t){return t=R({},t||{}),t.id||(t.id=e+"_"+this._uid++),Oo(e,t)};var Jr="__fn",Bo=1e3,Ll=Array.prototype.slice;function Ae(){this._listeners={},this.on("diagram.destroy",1,this._destroy,this)}Ae.prototype.on=function(e,t,r,n){if(e=ce(e)?e:[e],it(t)&&(n=r,r=t,t=Bo),!Fe(t))throw new Error("priority must be a number");var i=r;n&&(i=ot(r,n),i[Jr]=r[Jr]||r);var o=this;e.forEach(function(l){o._addListener(l,{priority:t,callback:i,next:null})})};Ae.prototype.once=function(e,t,r,n){var i=this;if(it(t)&&(n=r,r=t,t=Bo),!Fe(t))throw new Error("priority must be a number");function o(){o.__isTomb=!0;var l=r.apply(n,arguments);return i.off(e,o),l}o[Jr]=r,this.on(e,t,o)};Ae.prototype.off=function(e,t){e=ce(e)?e:[e];var r=this;e.forEach(function(n){r._removeListener(n,t)})};Ae.prototype.createEvent=function(e){var t=new hr;return t.init(e),t};Ae.prototype.fire=function(e,t){var r,n,i,o;if(o=Ll.call(arguments),typeof e=="object"&&(t=e,e=t.type),!e)throw new Error("no event type specified");if(n=this._listeners[e],!!n){t instanceof hr?r=t:r=this.createEvent(t),o[0]=r;var l=r.type;e!==l&&(r.type=e);try{i=this._invokeListeners(r,o,n)}finally{e!==l&&(r.type=l)}return i===void 0&&r.defaultPrevented&&(i=!1),i}};Ae.prototype.handleError=function(e){return this.fire("error",{error:e})===!1};Ae.prototype._destroy=function(){this._listeners={}};Ae.prototype._invokeListeners=function(e,t,r){for(var n;r&&!e.cancelBubble;)n=this._invokeListener(e,t,r),r=r.next;return n};Ae.prototype._invokeListener=function(e,t,r){var n;if(r.callback.__isTomb)return n;try{n=Il(r.callback,t),n!==void 0&&(e.returnValue=n,e.stopPropagation()),n===!1&&e.preventDefault()}catch(i){if(!this.handleError(i))throw console.error("unhandled error in event listener",i),i}return n};Ae.prototype._addListener=function(e,t){var r=this._getListeners(e),n;if(!r){this._setListeners(e,t);return}for(;r;){if(r.priority<t.priority){t.next=r,n?n.next=t:this._setListeners(e,t);return}n=r,r=r.next}n.next=t};Ae.prototype._getListeners=function(e){return this._listeners[e]};Ae.prototype._setListeners=function(e,t){this._listeners[e]=t};Ae.prototype._removeListener=function(e,t){var r=this._getListeners(e),n,i,o;if(!t){this._setListeners(e,null);return}for(;r;)n=r.next,o=r.callback,(o===t||o[Jr]===t)&&(i?i.next=n:this._setListeners(e,n)),i=r,r=n};function hr(){}hr.prototype.stopPropagation=function(){this.cancelBubble=!0};hr.prototype.preventDefault=function(){this.defaultPrevented=!0};hr.prototype.init=function(e){R(this,e||{})};function Il(e,t){return e.apply(null,t)}function Lo(e){return e.childNodes[0]}function Io(e){return e.parentNode.childNodes[1]}function Ne(e,t){this._eventBus=e,this._elementRegistry=t}Ne.$inject=["eventBus","elementRegistry"];Ne.prototype._getChildrenContainer=function(e){var t=this._elementRegistry.getGraphics(e),r;return e.parent?(r=Io(t),r||(r=J("g"),Ke(r).add("djs-children"),le(t.parentNode,r))):r=t,r};Ne.prototype._clear=function(e){var t=Lo(e);return Tr(t),t};Ne.prototype._createContainer=function(e,t,r,n){var i=J("g");Ke(i).add("djs-group"),typeof r<"u"?Fl(i,t,t.childNodes[r]):le(t,i);var o=J("g");Ke(o).add("djs-element"),Ke(o).add("djs-"+e),n&&Ke(o).add("djs-frame"),le(i,o);var l=J("g");return Ke(l).add("djs-visual"),le(o,l),o};Ne.prototype.create=function(e,t,r){var n=this._getChildrenContainer(t.parent);return this._createContainer(e,n,r,kr(t))};Ne.prototype.updateContainments=function(e){var t=this,r=this._elementRegistry,n;n=pt(e,function(i,o){return o.parent&&(i[o.parent.id]=o.parent),i},{}),T(n,function(i){var o=i.children;if(o){var l=t._getChildrenContainer(i),u=l.firstChild;T(o,function(p){var f=r.getGraphics(p).parentNode;f===u?u=u.nextSibling:l.insertBefore(f,u)})}})};Ne.prototype.drawShape=function(e,t,r={}){var n=this._eventBus;return n.fire("render.shape",{gfx:e,element:t,attrs:r})};Ne.prototype.getShapePath=function(e){var t=this._eventBus;return t.fire("render.getShapePath",e)};Ne.prototype.drawConnection=function(e,t,r={}){var n=this._eventBus;return n.fire("render.connection",{gfx:e,element:t,attrs:r})};Ne.prototype.getConnectionPath=function(e){var t=this._eventBus;return t.fire("render.getConnectionPath",e)};Ne.prototype.update=function(e,t,r){if(t.parent){var n=this._clear(r);if(e==="shape")this.drawShape(n,t),Mr(r,t.x,t.y);else if(e==="connection")this.drawConnection(n,t);else throw new Error("unknown type: "+e);t.hidden?Q(r,"display","none"):Q(r,"display","block")}};Ne.prototype.remove=function(e){var t=this._elementRegistry.getGraphics(e);Bt(t.parentNode)};function Fl(e,t,r){var n=r||t.firstChild;e!==n&&t.insertBefore(e,n)}var Fo={__depends__:[xo],__init__:["canvas"],canvas:["type",L],elementRegistry:["type",De],elementFactory:["type",Pt],eventBus:["type",Ae],graphicsFactory:["type",Ne]};function zl(e){var t=new $n(e);return t.init(),t}function Vl(e){e=e||{};var t={config:["value",e]},r=[t,Fo].concat(e.modules||[]);return zl(r)}function mt(e,t){this._injector=t||Vl(e),this.get("eventBus").fire("diagram.init")}mt.prototype.get=function(e,t){return this._injector.get(e,t)};mt.prototype.invoke=function(e,t,r){return this._injector.invoke(e,t,r)};mt.prototype.destroy=function(){this.get("eventBus").fire("diagram.destroy")};mt.prototype.clear=function(){this.get("eventBus").fire("diagram.clear")};function qn(){}qn.prototype.get=function(e){return this.$model.properties.get(this,e)};qn.prototype.set=function(e,t){this.$model.properties.set(this,e,t)};function Vo(e,t){this.model=e,this.properties=t}Vo.prototype.createType=function(e){var t=this.model,r=this.properties,n=Object.create(qn.prototype);T(e.properties,function(l){!l.isMany&&l.default!==void 0&&(n[l.name]=l.default)}),r.defineModel(n,t),r.defineDescriptor(n,e);var i=e.ns.name;function o(l){r.define(this,"$type",{value:i,enumerable:!0}),r.define(this,"$attrs",{value:{}}),r.define(this,"$parent",{writable:!0}),T(l,ot(function(u,p){this.set(p,u)},this))}return o.prototype=n,o.hasType=n.$instanceOf=this.model.hasType,r.defineModel(o,t),r.defineDescriptor(o,e),o};var Wl=R(Object.create(null),{String:!0,Boolean:!0,Integer:!0,Real:!0,Element:!0}),Wo=R(Object.create(null),{String:function(e){return e},Boolean:function(e){return e==="true"},Integer:function(e){return parseInt(e,10)},Real:function(e){return parseFloat(e)}});function en(e,t){var r=Wo[e];return r?r(t):t}function Un(e){return!!Wl[e]}function Gn(e){return!!Wo[e]}function Ee(e,t){var r=e.split(/:/),n,i;if(r.length===1)n=e,i=t;else if(r.length===2)n=r[1],i=r[0];else throw new Error("expected <prefix:localName> or <localName>, got "+e);return e=(i?i+":":"")+n,{name:e,prefix:i,localName:n}}function Ge(e){this.ns=e,this.name=e.name,this.allTypes=[],this.allTypesByName=Object.create(null),this.properties=[],this.propertiesByName=Object.create(null)}Ge.prototype.build=function(){return _i(this,["ns","name","allTypes","allTypesByName","properties","propertiesByName","bodyProperty","idProperty"])};Ge.prototype.addProperty=function(e,t,r){typeof t=="boolean"&&(r=t,t=void 0),this.addNamedProperty(e,r!==!1);var n=this.properties;t!==void 0?n.splice(t,0,e):n.push(e)};Ge.prototype.replaceProperty=function(e,t,r){var n=e.ns,i=this.properties,o=this.propertiesByName,l=e.name!==t.name;if(e.isId){if(!t.isId)throw new Error("property <"+t.ns.name+"> must be id property to refine <"+e.ns.name+">");this.setIdProperty(t,!1)}if(e.isBody){if(!t.isBody)throw new Error("property <"+t.ns.name+"> must be body property to refine <"+e.ns.name+">");this.setBodyProperty(t,!1)}var u=i.indexOf(e);if(u===-1)throw new Error("property <"+n.name+"> not found in property list");i.splice(u,1),this.addProperty(t,r?void 0:u,l),o[n.name]=o[n.localName]=t};Ge.prototype.redefineProperty=function(e,t,r){var n=e.ns.prefix,i=t.split("#"),o=Ee(i[0],n),l=Ee(i[1],o.prefix).name,u=this.propertiesByName[l];if(u)this.replaceProperty(u,e,r);else throw new Error("refined property <"+l+"> not found");delete e.redefines};Ge.prototype.addNamedProperty=function(e,t){var r=e.ns,n=this.propertiesByName;t&&(this.assertNotDefined(e,r.name),this.assertNotDefined(e,r.localName)),n[r.name]=n[r.localName]=e};Ge.prototype.removeNamedProperty=function(e){var t=e.ns,r=this.propertiesByName;delete r[t.name],delete r[t.localName]};Ge.prototype.setBodyProperty=function(e,t){if(t&&this.bodyProperty)throw new Error("body property defined multiple times (<"+this.bodyProperty.ns.name+">, <"+e.ns.name+">)");this.bodyProperty=e};Ge.prototype.setIdProperty=function(e,t){if(t&&this.idProperty)throw new Error("id property defined multiple times (<"+this.idProperty.ns.name+">, <"+e.ns.name+">)");this.idProperty=e};Ge.prototype.assertNotTrait=function(e){if((e.extends||[]).length)throw new Error(`cannot create <${e.name}> extending <${e.extends}>`)};Ge.prototype.assertNotDefined=function(e,t){var r=e.name,n=this.propertiesByName[r];if(n)throw new Error("property <"+r+"> already defined; override of <"+n.definedBy.ns.name+"#"+n.ns.name+"> by <"+e.definedBy.ns.name+"#"+e.ns.name+"> not allowed without redefines")};Ge.prototype.hasProperty=function(e){return this.propertiesByName[e]};Ge.prototype.addTrait=function(e,t){t&&this.assertNotTrait(e);var r=this.allTypesByName,n=this.allTypes,i=e.name;i in r||(T(e.properties,ot(function(o){o=R({},o,{name:o.ns.localName,inherited:t}),Object.defineProperty(o,"definedBy",{value:e});var l=o.replaces,u=o.redefines;l||u?this.redefineProperty(o,l||u,l):(o.isBody&&this.setBodyProperty(o),o.isId&&this.setIdProperty(o),this.addProperty(o))},this)),n.push(e),r[i]=e)};function Tt(e,t){this.packageMap=Object.create(null),this.typeMap=Object.create(null),this.packages=[],this.properties=t,T(e,ot(this.registerPackage,this))}Tt.prototype.getPackage=function(e){return this.packageMap[e]};Tt.prototype.getPackages=function(){return this.packages};Tt.prototype.registerPackage=function(e){e=R({},e);var t=this.packageMap;zo(t,e,"prefix"),zo(t,e,"uri"),T(e.types,ot(function(r){this.registerType(r,e)},this)),t[e.uri]=t[e.prefix]=e,this.packages.push(e)};Tt.prototype.registerType=function(e,t){e=R({},e,{superClass:(e.superClass||[]).slice(),extends:(e.extends||[]).slice(),properties:(e.properties||[]).slice(),meta:R({},e.meta||{})});var r=Ee(e.name,t.prefix),n=r.name,i=Object.create(null);T(e.properties,ot(function(o){var l=Ee(o.name,r.prefix),u=l.name;Un(o.type)||(o.type=Ee(o.type,l.prefix).name),R(o,{ns:l,name:u}),i[u]=o},this)),R(e,{ns:r,name:n,propertiesByName:i}),T(e.extends,ot(function(o){var l=Ee(o,r.prefix),u=this.typeMap[l.name];u.traits=u.traits||[],u.traits.push(n)},this)),this.definePackage(e,t),this.typeMap[n]=e};Tt.prototype.mapTypes=function(e,t,r){var n=Un(e.name)?{name:e.name}:this.typeMap[e.name],i=this;function o(p,f){var b=Ee(p,Un(p)?"":e.prefix);i.mapTypes(b,t,f)}function l(p){return o(p,!0)}function u(p){return o(p,!1)}if(!n)throw new Error("unknown type <"+e.name+">");T(n.superClass,r?l:u),t(n,!r),T(n.traits,l)};Tt.prototype.getEffectiveDescriptor=function(e){var t=Ee(e),r=new Ge(t);this.mapTypes(t,function(i,o){r.addTrait(i,o)});var n=r.build();return this.definePackage(n,n.allTypes[n.allTypes.length-1].$pkg),n};Tt.prototype.definePackage=function(e,t){this.properties.define(e,"$pkg",{value:t})};function zo(e,t,r){var n=t[r];if(n in e)throw new Error("package with "+r+" <"+n+"> already defined")}function Ft(e){this.model=e}Ft.prototype.set=function(e,t,r){if(!ze(t)||!t.length)throw new TypeError("property name must be a non-empty string");var n=this.getProperty(e,t),i=n&&n.name;$l(r)?n?delete e[i]:delete e.$attrs[Yn(t)]:n?i in e?e[i]=r:$o(e,n,r):e.$attrs[Yn(t)]=r};Ft.prototype.get=function(e,t){var r=this.getProperty(e,t);if(!r)return e.$attrs[Yn(t)];var n=r.name;return!e[n]&&r.isMany&&$o(e,r,[]),e[n]};Ft.prototype.define=function(e,t,r){if(!r.writable){var n=r.value;r=R({},r,{get:function(){return n}}),delete r.value}Object.defineProperty(e,t,r)};Ft.prototype.defineDescriptor=function(e,t){this.define(e,"$descriptor",{value:t})};Ft.prototype.defineModel=function(e,t){this.define(e,"$model",{value:t})};Ft.prototype.getProperty=function(e,t){var r=this.model,n=r.getPropertyDescriptor(e,t);if(n)return n;if(t.includes(":"))return null;let i=r.config.strict;if(typeof i<"u"){let o=new TypeError(`unknown property <${t}> on <${e.$type}>`);if(i)throw o;typeof console<"u"&&console.warn(o)}return null};function $l(e){return typeof e>"u"}function $o(e,t,r){Object.defineProperty(e,t.name,{enumerable:!t.isReference,writable:!0,value:r,configurable:!0})}function Yn(e){return e.replace(/^:/,"")}function Ve(e,t={}){this.properties=new Ft(this),this.factory=new Vo(this,this.properties),this.registry=new Tt(e,this.properties),this.typeCache=Object.create(null),this.config=t}Ve.prototype.create=function(e,t){var r=this.getType(e);if(!r)throw new Error("unknown type <"+e+">");return new r(t)};Ve.prototype.getType=function(e){var t=this.typeCache,r=ze(e)?e:e.ns.name,n=t[r];return n||(e=this.registry.getEffectiveDescriptor(r),n=t[r]=this.factory.createType(e)),n};Ve.prototype.createAny=function(e,t,r){var n=Ee(e),i={$type:e,$instanceOf:function(l){return l===this.$type},get:function(l){return this[l]},set:function(l,u){Ei(this,[l],u)}},o={name:e,isGeneric:!0,ns:{prefix:n.prefix,localName:n.localName,uri:t}};return this.properties.defineDescriptor(i,o),this.properties.defineModel(i,this),this.properties.define(i,"get",{enumerable:!1,writable:!0}),this.properties.define(i,"set",{enumerable:!1,writable:!0}),this.properties.define(i,"$parent",{enumerable:!1,writable:!0}),this.properties.define(i,"$instanceOf",{enumerable:!1,writable:!0}),T(r,function(l,u){je(l)&&l.value!==void 0?i[l.name]=l.value:i[u]=l}),i};Ve.prototype.getPackage=function(e){return this.registry.getPackage(e)};Ve.prototype.getPackages=function(){return this.registry.getPackages()};Ve.prototype.getElementDescriptor=function(e){return e.$descriptor};Ve.prototype.hasType=function(e,t){t===void 0&&(t=e,e=this);var r=e.$model.getElementDescriptor(e);return t in r.allTypesByName};Ve.prototype.getPropertyDescriptor=function(e,t){return this.getElementDescriptor(e).propertiesByName[t]};Ve.prototype.getTypeDescriptor=function(e){return this.registry.typeMap[e]};var Ho=String.fromCharCode,Hl=Object.prototype.hasOwnProperty,Kl=/&#(\d+);|&#x([0-9a-f]+);|&(\w+);/ig,mr={amp:"&",apos:"'",gt:">",lt:"<",quot:'"'};Object.keys(mr).forEach(function(e){mr[e.toUpperCase()]=mr[e]});function Ul(e,t,r,n){return n?Hl.call(mr,n)?mr[n]:"&"+n+";":Ho(t||parseInt(r,16))}function zt(e){return e.length>3&&e.indexOf("&")!==-1?e.replace(Kl,Ul):e}var Ko="non-whitespace outside of root node";function jt(e){return new Error(e)}function Yl(e){return"missing namespace for prefix <"+e+">"}function tn(e){return{get:e,enumerable:!0}}function Xn(e,t,r,n){r in t||(t[r]=r in e?e[r]:null),e[r]=n}function ql(e,t){var r,n;for(r in t)n=t[r],n===null?delete e[r]:e[r]=n}function Zn(e){return e+"$uri"}function Gl(e){var t=Object.create(null),r,n;for(r in e)n=e[r],t[n]=n,t[Zn(n)]=r;return t}function rn(){return{line:0,column:0}}function Xl(e){throw e}function Qn(e){if(!this)return new Qn(e);var t=e&&e.proxy,r,n,i,o,l=Xl,u,p,f,b,E=rn,O=!1,F=!1,X="",I=!1,V=!1,Y=null,Z=!1,A,w,S,D;function N(g){g instanceof Error||(g=jt(g)),Y=g,l(g,E)}function y(g){u&&(g instanceof Error||(g=jt(g)),u(g,E))}this.on=function(g,B){if(typeof B!="function")throw jt("required args <name, cb>");switch(g){case"openTag":n=B;break;case"text":r=B;break;case"closeTag":i=B;break;case"error":l=B;break;case"warn":u=B;break;case"cdata":o=B;break;case"attention":b=B;break;case"question":f=B;break;case"comment":p=B;break;default:throw jt("unsupported event: "+g)}return this},this.ns=function(g){if(typeof g>"u"&&(g={}),typeof g!="object")throw jt("required args <nsMap={}>");var B=Object.create(null),U;for(U in g)B[U]=g[U];return V=!0,D=B,this};function P(){A=V?[]:null,w=V?Gl(D):null,S=[],E=rn,Z=!1,Y=null,F=!1,X=""}this.parse=function(g){if(typeof g!="string")throw jt("required args <xml=string>");if(O)throw jt("parse during stream; call end() first");return P(),k(g),E=rn,Z=!1,Y},this.write=function(g){if(typeof g!="string")throw jt("required args <xml=string>");return O||(P(),O=!0),Y||(X=k(X+g,!0)||""),this},this.end=function(){return O||P(),O=!1,Y||k(X),X="",E=rn,Z=!1,Y},this.stop=function(){Z=!0};function k(g,B=!1){var U=null,ee,$e,Ht=0,He=!1,Be=!1,H=0,$=0,re,x,v,_,ne,Pe,c,s,a,d="",h=0,m;function j(ie,me){var Te=ie.indexOf(":");if(Te===-1)return ie;var Le=w[ie.substring(0,Te)];return Le?me===Le?ie.substr(Te+1):Le+ie.substr(Te):(y(Yl(ie.substring(0,Te))),null)}function z(){if(m!==null)return m;var ie,me,Te=V&&w.xmlns,Le=V&&I?[]:null,se=h,ye=d,Ie=ye.length,lt,rt,ut,he,nr={},yi=new Set,nt,G,te;e:for(;se<Ie;se++)if(nt=!1,G=ye.charCodeAt(se),!(G===32||G<14&&G>8)){for((G<65||G>122||G>90&&G<97)&&G!==95&&G!==58&&(y("illegal first char attribute name"),nt=!0),te=se+1;te<Ie;te++)if(G=ye.charCodeAt(te),!(G>96&&G<123||G>64&&G<91||G>47&&G<59||G===46||G===45||G===95)){if(G===32||G<14&&G>8){y("missing attribute value"),se=te;continue e}if(G===61)break;y("illegal attribute name char"),nt=!0}if(he=ye.substring(se,te),he==="xmlns:xmlns"&&(y("illegal declaration of xmlns"),nt=!0),G=ye.charCodeAt(te+1),G===34)te=ye.indexOf('"',se=te+2),te===-1&&(te=ye.indexOf("'",se),te!==-1&&(y("attribute value quote missmatch"),nt=!0));else if(G===39)te=ye.indexOf("'",se=te+2),te===-1&&(te=ye.indexOf('"',se),te!==-1&&(y("attribute value quote missmatch"),nt=!0));else for(y("missing attribute value quotes"),nt=!0,te=te+1;te<Ie&&(G=ye.charCodeAt(te+1),!(G===32||G<14&&G>8));te++);for(te===-1&&(y("missing closing quotes"),te=Ie,nt=!0),nt||(rt=ye.substring(se,te)),he==="xmlns:xml"&&rt!=="http://www.w3.org/XML/1998/namespace"&&N("illegal value of xmlns:xml"),se=te;te+1<Ie&&(G=ye.charCodeAt(te+1),!(G===32||G<14&&G>8));te++)se===te&&(y("illegal character after attribute end"),nt=!0);if(se=te+1,nt)continue e;if(yi.has(he)){y("attribute <"+he+"> already defined");continue}if(yi.add(he),!V){nr[he]=rt;continue}if(I){if(lt=he==="xmlns"?"xmlns":he.charCodeAt(0)===120&&he.substr(0,6)==="xmlns:"?he.substr(6):null,lt!==null){if(ie=zt(rt),me=Zn(lt),ut=D[ie],!ut){if(lt==="xmlns"||me in w&&w[me]!==ie)do ut="ns"+Ht++;while(typeof w[ut]<"u");else ut=lt;D[ie]=ut}w[lt]!==ut&&(ee||(ee=Object.create(null)),U=null,$e=null,Xn(w,ee,lt,ut),lt==="xmlns"&&(Xn(w,ee,Zn(ut),ie),Te=ut),Xn(w,ee,me,ie)),nr[he]=rt;continue}Le.push(he,rt);continue}he=j(he,Te),he!==null&&(nr[he]=rt)}if(I)for(se=0,Ie=Le.length;se<Ie;se++)he=j(Le[se++],Te),rt=Le[se],he!==null&&(nr[he]=rt);return m=nr}function q(){for(var ie=/(\r\n|\r|\n)/g,me=0,Te=0,Le=0,se=$,ye,Ie;H>=Le&&(ye=ie.exec(g),!(!ye||(se=ye[0].length+ye.index,se>H)));)me+=1,Le=se;return H==-1?(Te=se,Ie=g.substring($)):$===0?Ie=g.substring($,H):(Te=H-Le,Ie=$==-1?g.substring(H):g.substring(H,$+1)),{data:Ie,line:me,column:Te}}for(E=q,t&&(a=Object.create({},{name:tn(function(){return c}),originalName:tn(function(){return s}),attrs:tn(z),ns:tn(function(){return $e||($e=Object.assign(Object.create(null),w)),$e})}));$!==-1;){if(g.charCodeAt($)===60?H=$:H=g.indexOf("<",$),H===-1){if(B)return g.substring($);if(S.length)return N("unexpected end of file");if(!F)return N("missing start tag");$<g.length&&g.substring($).trim()&&y(Ko);return}if(F||(F=!0),$!==H){if(S.length){if(r&&(r(g.substring($,H),zt,E),Z))return}else if(g.substring($,H).trim()&&(y(Ko),Z))return}if(_=g.charCodeAt(H+1),_===33){if(v=g.charCodeAt(H+2),v===91&&g.substr(H+3,6)==="CDATA["){if($=g.indexOf("]]>",H),$===-1)return B?g.substring(H):N("unclosed cdata");if(o&&(o(g.substring(H+9,$),E),Z))return;$+=3;continue}if(v===45&&g.charCodeAt(H+3)===45){if($=g.indexOf("-->",H),$===-1)return B?g.substring(H):N("unclosed comment");if(p&&(p(g.substring(H+4,$),zt,E),Z))return;$+=3;continue}}if(_===63){if($=g.indexOf("?>",H),$===-1)return B?g.substring(H):N("unclosed question");if(f&&(f(g.substring(H,$+2),E),Z))return;$+=2;continue}for(re=H+1;;re++){if(ne=g.charCodeAt(re),isNaN(ne))return B?g.substring(H):($=-1,N("unclosed tag"));if(ne===34)v=g.indexOf('"',re+1),re=v!==-1?v:re;else if(ne===39)v=g.indexOf("'",re+1),re=v!==-1?v:re;else if(ne===62){$=re;break}}if(_===33){if(b&&(b(g.substring(H,$+1),zt,E),Z))return;$+=1;continue}if(m={},_===47){if(He=!1,Be=!0,!S.length)return N("missing open tag");if(re=c=S.pop(),v=H+2+re.length,g.substring(H+2,v)!==re)return N("closing tag mismatch");for(;v<$;v++)if(_=g.charCodeAt(v),!(_===32||_>8&&_<14))return N("close tag")}else{if(g.charCodeAt($-1)===47?(re=c=g.substring(H+1,$-1),He=!0,Be=!0):(re=c=g.substring(H+1,$),He=!0,Be=!1),!(_>96&&_<123||_>64&&_<91||_===95||_===58))return N("illegal first char nodeName");for(v=1,x=re.length;v<x;v++)if(_=re.charCodeAt(v),!(_>96&&_<123||_>64&&_<91||_>47&&_<59||_===45||_===95||_==46)){if(_===32||_<14&&_>8){c=re.substring(0,v),m=null;break}return N("invalid nodeName")}Be||S.push(c)}if(V){He&&(ee=null,m===null&&(I=re.indexOf("xmlns",v)!==-1)&&(h=v,d=re,z(),I=!1),Be||A.push(ee)),s=c,U===null&&(U=Object.create(null));var pe=U[c];if(pe!==void 0)c=pe;else{if(_=c.indexOf(":"),_!==-1){if(Pe=w[c.substring(0,_)],!Pe)return N("missing namespace on <"+s+">");c=c.substr(_+1)}else Pe=w.xmlns;Pe&&(c=Pe+":"+c),U[s]=c}}if(He&&(h=v,d=re,n&&(t?n(a,zt,Be,E):n(c,z,zt,Be,E),Z)))return;if(Be){if(i&&(i(t?a:c,zt,He,E),Z))return;V&&(He||(ee=A.pop()),ee&&(ql(w,ee),ee=null,U=null,$e=null))}$+=1}}}function Uo(e){return e.xml&&e.xml.tagAlias==="lowerCase"}var Jn={xsi:"http://www.w3.org/2001/XMLSchema-instance",xml:"http://www.w3.org/XML/1998/namespace"},Yo="property";function qo(e){return e.xml&&e.xml.serialize}function Zl(e){let t=qo(e);return t!==Yo&&(t||null)}function Ql(e){return e.charAt(0).toUpperCase()+e.slice(1)}function Go(e,t){return Uo(t)?e.prefix+":"+Ql(e.localName):e.name}function Jl(e,t){var r=e.name,n=e.localName,i=t&&t.xml&&t.xml.typePrefix;return i&&n.indexOf(i)===0?e.prefix+":"+n.slice(i.length):r}function eu(e,t,r){let n=Ee(e,t.xmlns),i=`${t[n.prefix]||n.prefix}:${n.localName}`,o=Ee(i);var l=r.getPackage(o.prefix);return Jl(o,l)}function Mt(e){return new Error(e)}function kt(e){return e.$descriptor}function tu(e){R(this,e),this.elementsById=Object.create(null),this.references=[],this.warnings=[],this.addReference=function(t){this.references.push(t)},this.addElement=function(t){if(!t)throw Mt("expected element");var r=this.elementsById,n=kt(t),i=n.idProperty,o;if(i&&(o=t.get(i.name),o)){if(!/^([a-z][\w-.]*:)?[a-z_][\w-.]*$/i.test(o))throw new Error("illegal ID <"+o+">");if(r[o])throw Mt("duplicate ID <"+o+">");r[o]=t}},this.addWarning=function(t){this.warnings.push(t)}}function yr(){}yr.prototype.handleEnd=function(){};yr.prototype.handleText=function(){};yr.prototype.handleNode=function(){};function ei(){}ei.prototype=Object.create(yr.prototype);ei.prototype.handleNode=function(){return this};function rr(){}rr.prototype=Object.create(yr.prototype);rr.prototype.handleText=function(e){this.body=(this.body||"")+e};function gr(e,t){this.property=e,this.context=t}gr.prototype=Object.create(rr.prototype);gr.prototype.handleNode=function(e){if(this.element)throw Mt("expected no sub nodes");return this.element=this.createReference(e),this};gr.prototype.handleEnd=function(){this.element.id=this.body};gr.prototype.createReference=function(e){return{property:this.property.ns.name,id:""}};function ti(e,t){this.element=t,this.propertyDesc=e}ti.prototype=Object.create(rr.prototype);ti.prototype.handleEnd=function(){var e=this.body||"",t=this.element,r=this.propertyDesc;e=en(r.type,e),r.isMany?t.get(r.name).push(e):t.set(r.name,e)};function nn(){}nn.prototype=Object.create(rr.prototype);nn.prototype.handleNode=function(e){var t=this,r=this.element;return r?t=this.handleChild(e):(r=this.element=this.createElement(e),this.context.addElement(r)),t};function Re(e,t,r){this.model=e,this.type=e.getType(t),this.context=r}Re.prototype=Object.create(nn.prototype);Re.prototype.addReference=function(e){this.context.addReference(e)};Re.prototype.handleText=function(e){var t=this.element,r=kt(t),n=r.bodyProperty;if(!n)throw Mt("unexpected body text <"+e+">");rr.prototype.handleText.call(this,e)};Re.prototype.handleEnd=function(){var e=this.body,t=this.element,r=kt(t),n=r.bodyProperty;n&&e!==void 0&&(e=en(n.type,e),t.set(n.name,e))};Re.prototype.createElement=function(e){var t=e.attributes,r=this.type,n=kt(r),i=this.context,o=new r({}),l=this.model,u;return T(t,function(p,f){var b=n.propertiesByName[f],E;b&&b.isReference?b.isMany?(E=p.split(" "),T(E,function(O){i.addReference({element:o,property:b.ns.name,id:O})})):i.addReference({element:o,property:b.ns.name,id:p}):(b?p=en(b.type,p):f==="xmlns"?f=":"+f:(u=Ee(f,n.ns.prefix),l.getPackage(u.prefix)&&i.addWarning({message:"unknown attribute <"+f+">",element:o,property:f,value:p})),o.set(f,p))}),o};Re.prototype.getPropertyForNode=function(e){var t=e.name,r=Ee(t),n=this.type,i=this.model,o=kt(n),l=r.name,u=o.propertiesByName[l];if(u&&!u.isAttr){let f=Zl(u);if(f){let b=e.attributes[f];if(b){let E=eu(b,e.ns,i),O=i.getType(E);return R({},u,{effectiveType:kt(O).name})}}return u}var p=i.getPackage(r.prefix);if(p){let f=Go(r,p),b=i.getType(f);if(u=ve(o.properties,function(E){return!E.isVirtual&&!E.isReference&&!E.isAttribute&&b.hasType(E.type)}),u)return R({},u,{effectiveType:kt(b).name})}else if(u=ve(o.properties,function(f){return!f.isReference&&!f.isAttribute&&f.type==="Element"}),u)return u;throw Mt("unrecognized element <"+r.name+">")};Re.prototype.toString=function(){return"ElementDescriptor["+kt(this.type).name+"]"};Re.prototype.valueHandler=function(e,t){return new ti(e,t)};Re.prototype.referenceHandler=function(e){return new gr(e,this.context)};Re.prototype.handler=function(e){return e==="Element"?new tr(this.model,e,this.context):new Re(this.model,e,this.context)};Re.prototype.handleChild=function(e){var t,r,n,i;if(t=this.getPropertyForNode(e),n=this.element,r=t.effectiveType||t.type,Gn(r))return this.valueHandler(t,n);t.isReference?i=this.referenceHandler(t).handleNode(e):i=this.handler(r).handleNode(e);var o=i.element;return o!==void 0&&(t.isMany?n.get(t.name).push(o):n.set(t.name,o),t.isReference?(R(o,{element:n}),this.context.addReference(o)):o.$parent=n),i};function ri(e,t,r){Re.call(this,e,t,r)}ri.prototype=Object.create(Re.prototype);ri.prototype.createElement=function(e){var t=e.name,r=Ee(t),n=this.model,i=this.type,o=n.getPackage(r.prefix),l=o&&Go(r,o)||t;if(!i.hasType(l))throw Mt("unexpected element <"+e.originalName+">");return Re.prototype.createElement.call(this,e)};function tr(e,t,r){this.model=e,this.context=r}tr.prototype=Object.create(nn.prototype);tr.prototype.createElement=function(e){var t=e.name,r=Ee(t),n=r.prefix,i=e.ns[n+"$uri"],o=e.attributes;return this.model.createAny(t,i,o)};tr.prototype.handleChild=function(e){var t=new tr(this.model,"Element",this.context).handleNode(e),r=this.element,n=t.element,i;return n!==void 0&&(i=r.$children=r.$children||[],i.push(n),n.$parent=r),t};tr.prototype.handleEnd=function(){this.body&&(this.element.$body=this.body)};function on(e){e instanceof Ve&&(e={model:e}),R(this,{lax:!1},e)}on.prototype.fromXML=function(e,t,r){var n=t.rootHandler;t instanceof Re?(n=t,t={}):typeof t=="string"?(n=this.handler(t),t={}):typeof n=="string"&&(n=this.handler(n));var i=this.model,o=this.lax,l=new tu(R({},t,{rootHandler:n})),u=new Qn({proxy:!0}),p=ru();n.context=l,p.push(n);function f(S,D,N){var y=D(),P=y.line,k=y.column,g=y.data;g.charAt(0)==="<"&&g.indexOf(" ")!==-1&&(g=g.slice(0,g.indexOf(" "))+">");var B="unparsable content "+(g?g+" ":"")+`detected
	line: `+P+`
	column: `+k+`
	nested error: `+S.message;if(N)return l.addWarning({message:B,error:S}),!0;throw Mt(B)}function b(S,D){return f(S,D,!0)}function E(){var S=l.elementsById,D=l.references,N,y;for(N=0;y=D[N];N++){var P=y.element,k=S[y.id],g=kt(P).propertiesByName[y.property];if(k||l.addWarning({message:"unresolved reference <"+y.id+">",element:y.element,property:y.property,value:y.id}),g.isMany){var B=P.get(g.name),U=B.indexOf(y);U===-1&&(U=B.length),k?B[U]=k:B.splice(U,1)}else P.set(g.name,k)}}function O(){p.pop().handleEnd()}var F=/^<\?xml /i,X=/ encoding="([^"]+)"/i,I=/^utf-8$/i;function V(S){if(F.test(S)){var D=X.exec(S),N=D&&D[1];!N||I.test(N)||l.addWarning({message:"unsupported document encoding <"+N+">, falling back to UTF-8"})}}function Y(S,D){var N=p.peek();try{p.push(N.handleNode(S))}catch(y){f(y,D,o)&&p.push(new ei)}}function Z(S,D){try{p.peek().handleText(S)}catch(N){b(N,D)}}function A(S,D){S.trim()&&Z(S,D)}var w=i.getPackages().reduce(function(S,D){return S[D.uri]=D.prefix,S},Object.entries(Jn).reduce(function(S,[D,N]){return S[N]=D,S},i.config&&i.config.nsMap||{}));return u.ns(w).on("openTag",function(S,D,N,y){var P=S.attrs||{},k=Object.keys(P).reduce(function(B,U){var ee=D(P[U]);return B[U]=ee,B},{}),g={name:S.name,originalName:S.originalName,attributes:k,ns:S.ns};Y(g,y)}).on("question",V).on("closeTag",O).on("cdata",Z).on("text",function(S,D,N){A(D(S),N)}).on("error",f).on("warn",b),new Promise(function(S,D){var N;try{u.parse(e),E()}catch(B){N=B}var y=n.element;!N&&!y&&(N=Mt("failed to parse document as <"+n.type.$descriptor.name+">"));var P=l.warnings,k=l.references,g=l.elementsById;return N?(N.warnings=P,D(N)):S({rootElement:y,elementsById:g,references:k,warnings:P})})};on.prototype.handler=function(e){return new ri(this.model,e)};function ru(){var e=[];return Object.defineProperty(e,"peek",{value:function(){return this[this.length-1]}}),e}var nu=`<?xml version="1.0" encoding="UTF-8"?>
`,iu=/<|>|'|"|&|\n\r|\n/g,Xo=/<|>|&/g;function Je(e){this.prefixMap={},this.uriMap={},this.used={},this.wellknown=[],this.custom=[],this.parent=e,this.defaultPrefixMap=e&&e.defaultPrefixMap||{}}Je.prototype.mapDefaultPrefixes=function(e){this.defaultPrefixMap=e};Je.prototype.defaultUriByPrefix=function(e){return this.defaultPrefixMap[e]};Je.prototype.resolve=function(e){for(var t=this;t;){var r=e(t);if(r)return r;t=t.parent}};Je.prototype.eachScope=function(e){for(var t=this;t;)e(t),t=t.parent};Je.prototype.byUri=function(e){return this.resolve(function(t){return t.uriMap[e]})};Je.prototype.add=function(e,t){this.uriMap[e.uri]=e,t?this.wellknown.push(e):this.custom.push(e),this.mapPrefix(e.prefix,e.uri)};Je.prototype.uriByPrefix=function(e){var t=e||"xmlns";return this.resolve(function(r){return r.prefixMap[t]})};Je.prototype.mapPrefix=function(e,t){this.prefixMap[e||"xmlns"]=t};Je.prototype.getNSKey=function(e){return e.prefix!==void 0?e.uri+"|"+e.prefix:e.uri};Je.prototype.logUsed=function(e){var t=e.uri,r=this.getNSKey(e),n=this.byUri(t);this.eachScope(function(i){i.used[r]=n})};Je.prototype.getUsed=function(e){var t=[].concat(this.wellknown,this.custom);return t.filter(r=>{var n=this.getNSKey(r);return this.used[n]})};function ou(e){return e.charAt(0).toLowerCase()+e.slice(1)}function au(e,t){return Uo(t)?ou(e):e}function Zo(e,t){e.super_=t,e.prototype=Object.create(t.prototype,{constructor:{value:e,enumerable:!1,writable:!0,configurable:!0}})}function Qo(e){return ze(e)?e:(e.prefix?e.prefix+":":"")+e.localName}function su(e){return e.getUsed().filter(function(t){return t.prefix!=="xml"}).map(function(t){var r="xmlns"+(t.prefix?":"+t.prefix:"");return{name:r,value:ea(t.uri)}})}function lu(e,t){return t.isGeneric?R({localName:t.ns.localName},e):R({localName:au(t.ns.localName,t.$pkg)},e)}function uu(e,t){return R({localName:t.ns.localName},e)}function cu(e){var t=e.$descriptor;return ct(t.properties,function(r){var n=r.name;if(r.isVirtual||!gt(e,n))return!1;var i=e[n];return i===r.default||i===null?!1:r.isMany?i.length:!0})}var pu={"\n":"#10","\n\r":"#10",'"':"#34","'":"#39","<":"#60",">":"#62","&":"#38"},fu={"<":"lt",">":"gt","&":"amp"};function Jo(e,t,r){return e=ze(e)?e:""+e,e.replace(t,function(n){return"&"+r[n]+";"})}function ea(e){return Jo(e,iu,pu)}function ta(e){return Jo(e,Xo,fu)}function du(e){return ct(e,function(t){return t.isAttr})}function hu(e){return ct(e,function(t){return!t.isAttr})}function ni(e){this.tagName=e}ni.prototype.build=function(e){return this.element=e,this};ni.prototype.serializeTo=function(e){e.appendIndent().append("<"+this.tagName+">"+ta(this.element.id)+"</"+this.tagName+">").appendNewLine()};function Vt(){}Vt.prototype.serializeValue=Vt.prototype.serializeTo=function(e){e.append(this.escape?ta(this.value):this.value)};Vt.prototype.build=function(e,t){return this.value=t,e.type==="String"&&t.search(Xo)!==-1&&(this.escape=!0),this};function ii(e){this.tagName=e}Zo(ii,Vt);ii.prototype.serializeTo=function(e){e.appendIndent().append("<"+this.tagName+">"),this.serializeValue(e),e.append("</"+this.tagName+">").appendNewLine()};function ae(e,t){this.body=[],this.attrs=[],this.parent=e,this.propertyDescriptor=t}ae.prototype.build=function(e){return vu(this,e),this};ae.prototype.enter=function(e){this.element=e;var t=e.$descriptor,r=this.propertyDescriptor,n=t.isGeneric;if(n?this.otherAttrs=this.parseGenericNsAttributes(e):this.otherAttrs=this.parseNsAttributes(e),r?this.ns=this.nsPropertyTagName(r):this.ns=this.nsTagName(t),this.tagName=this.addTagName(this.ns),n)return this.collectGenericContainments(e);var i=cu(e);return this.parseAttributes(du(i)),this.collectContainments(hu(i))};ae.prototype.exit=function(){this.parseGenericAttributes(this.element,this.otherAttrs)};ae.prototype.nsTagName=function(e){var t=this.logNamespaceUsed(e.ns);return lu(t,e)};ae.prototype.nsPropertyTagName=function(e){var t=this.logNamespaceUsed(e.ns);return uu(t,e)};ae.prototype.isLocalNs=function(e){return e.uri===this.ns.uri};ae.prototype.nsAttributeName=function(e){var t;if(ze(e)?t=Ee(e):t=e.ns,e.inherited)return{localName:t.localName};var r=this.logNamespaceUsed(t);return this.getNamespaces().logUsed(r),this.isLocalNs(r)?{localName:t.localName}:R({localName:t.localName},r)};ae.prototype.parseGenericNsAttributes=function(e){return Object.entries(e).filter(([t,r])=>!t.startsWith("$")&&this.parseNsAttribute(e,t,r)).map(([t,r])=>({name:t,value:r}))};ae.prototype.collectGenericContainments=function(e){var t=this,r=[],n=e.$body;n&&r.push({create:function(){return new Vt().build({type:"String"},n)}});var i=e.$children;return i&&T(i,function(o){r.push({create:function(){return new ae(t)},element:o})}),r};ae.prototype.parseNsAttribute=function(e,t,r){var n=e.$model,i=Ee(t),o;if(i.prefix==="xmlns"&&(o={prefix:i.localName,uri:r}),!i.prefix&&i.localName==="xmlns"&&(o={uri:r}),!o)return{name:t,value:r};if(n&&n.getPackage(r))this.logNamespace(o,!0,!0);else{var l=this.logNamespaceUsed(o,!0);this.getNamespaces().logUsed(l)}};ae.prototype.parseNsAttributes=function(e){var t=this,r=e.$attrs,n=[];return T(r,function(i,o){var l=t.parseNsAttribute(e,o,i);l&&n.push(l)}),n};ae.prototype.parseGenericAttributes=function(e,t){var r=this;T(t,function(n){try{r.addAttribute(r.nsAttributeName(n.name),n.value)}catch(i){typeof console<"u"&&console.warn(`missing namespace information for <${n.name}=${n.value}> on`,e,i)}})};ae.prototype.collectContainments=function(e){var t=this,r=this.element,n=[];return T(e,function(i){var o=r.get(i.name),l=i.isReference,u=i.isMany;if(u||(o=[o]),i.isBody)n.push({create:function(){return new Vt().build(i,o[0])}});else if(Gn(i.type))T(o,function(f){n.push({create:function(){return new ii(t.addTagName(t.nsPropertyTagName(i))).build(i,f)}})});else if(l)T(o,function(f){n.push({create:function(){return new ni(t.addTagName(t.nsPropertyTagName(i))).build(f)}})});else{var p=qo(i);T(o,function(f){n.push({create:function(){return p?p===Yo?new ae(t,i):new an(t,i,p):new ae(t)},element:f})})}}),n};ae.prototype.getNamespaces=function(e){var t=this.namespaces;if(!t){var r=this.getParentNamespaces();e||!r?this.namespaces=t=new Je(r):t=r}return t};ae.prototype.getParentNamespaces=function(){if(this.parentNamespaces!==void 0)return this.parentNamespaces;for(var e=null,t=this.parent;t;){if(t.namespaces){e=t.namespaces;break}if(t.parentNamespaces!==void 0){e=t.parentNamespaces;break}t=t.parent}return this.parentNamespaces=e};ae.prototype.logNamespace=function(e,t,r){var n=this.getNamespaces(r),i=e.uri,o=e.prefix,l=n.byUri(i);return(!l||r)&&n.add(e,t),n.mapPrefix(o,i),e};ae.prototype.logNamespaceUsed=function(e,t){var r=this.getNamespaces(t),n=e.prefix,i=e.uri,o,l,u;if(!n&&!i)return{localName:e.localName};if(u=r.defaultUriByPrefix(n),i=i||u||r.uriByPrefix(n),!i)throw new Error("no namespace uri given for prefix <"+n+">");if(e=r.byUri(i),!e&&!n&&(e=this.logNamespace({uri:i},u===i,!0)),!e){for(o=n,l=1;r.uriByPrefix(o);)o=n+"_"+l++;e=this.logNamespace({prefix:o,uri:i},u===i)}return n&&r.mapPrefix(n,i),e};ae.prototype.parseAttributes=function(e){var t=this,r=this.element;T(e,function(n){var i=r.get(n.name);if(n.isReference)if(!n.isMany)i=i.id;else{var o=[];T(i,function(l){o.push(l.id)}),i=o.join(" ")}t.addAttribute(t.nsAttributeName(n),i)})};ae.prototype.addTagName=function(e){var t=this.logNamespaceUsed(e);return this.getNamespaces().logUsed(t),Qo(e)};ae.prototype.addAttribute=function(e,t){var r=this.attrs;ze(t)&&(t=ea(t));var n=xi(r,function(o){return o.name.localName===e.localName&&o.name.uri===e.uri&&o.name.prefix===e.prefix}),i={name:e,value:t};n!==-1?r.splice(n,1,i):r.push(i)};ae.prototype.serializeAttributes=function(e){var t=this.attrs,r=this.namespaces;r&&(t=su(r).concat(t)),T(t,function(n){e.append(" ").append(Qo(n.name)).append('="').append(n.value).append('"')})};ae.prototype.serializeTo=function(e){mu(this,e)};function mu(e,t){for(var r=[{serializer:e,index:0,opened:!1,indent:!1}];r.length;){var n=r[r.length-1],i=n.serializer;if(!n.opened){var o=i.body[0];if(n.indent=o&&o.constructor!==Vt,t.appendIndent().append("<"+i.tagName),i.serializeAttributes(t),t.append(o?">":" />"),n.opened=!0,!o){t.appendNewLine(),r.pop();continue}n.indent&&t.appendNewLine().indent()}if(n.index<i.body.length){var l=i.body[n.index++];l instanceof ae?r.push({serializer:l,index:0,opened:!1,indent:!1}):l.serializeTo(t);continue}n.indent&&t.unindent().appendIndent(),t.append("</"+i.tagName+">").appendNewLine(),r.pop()}}function an(e,t,r){ae.call(this,e,t),this.serialization=r}Zo(an,ae);an.prototype.parseNsAttributes=function(e){var t=ae.prototype.parseNsAttributes.call(this,e).filter(l=>l.name!==this.serialization),r=e.$descriptor;if(r.name===this.propertyDescriptor.type)return t;var n=this.typeNs=this.nsTagName(r);this.getNamespaces().logUsed(this.typeNs);var i=e.$model.getPackage(n.uri),o=i.xml&&i.xml.typePrefix||"";return this.addAttribute(this.nsAttributeName(this.serialization),(n.prefix?n.prefix+":":"")+o+r.ns.localName),t};an.prototype.isLocalNs=function(e){return e.uri===(this.typeNs||this.ns).uri};function yu(){this.value="",this.write=function(e){this.value+=e}}function gu(e,t){var r=[""];this.append=function(n){return e.write(n),this},this.appendNewLine=function(){return t&&e.write(`
`),this},this.appendIndent=function(){return t&&e.write(r.join("  ")),this},this.indent=function(){return r.push(""),this},this.unindent=function(){return r.pop(),this}}function ra(e){e=R({format:!1,preamble:!0},e||{});function t(r,n){var i=n||new yu,o=new gu(i,e.format);e.preamble&&o.append(nu);var l=new ae,u=r.$model;if(l.getNamespaces().mapDefaultPrefixes(bu(u)),l.build(r).serializeTo(o),!n)return i.value}return{toXML:t}}function vu(e,t){for(var r=[{serializer:e,children:e.enter(t),index:0}];r.length;){var n=r[r.length-1];if(n.index>=n.children.length){n.serializer.exit(),r.pop();continue}var i=n.children[n.index++],o=i.create();n.serializer.body.push(o),i.element&&r.push({serializer:o,children:o.enter(i.element),index:0})}}function bu(e){let t=e.config&&e.config.nsMap||{},r={};for(let n in Jn)r[n]=Jn[n];for(let n in t){let i=t[n];r[i]=n}for(let n of e.getPackages())r[n.prefix]=n.uri;return r}function sn(e,t){Ve.call(this,e,t)}sn.prototype=Object.create(Ve.prototype);sn.prototype.fromXML=function(e,t,r){ze(t)||(r=t,t="bpmn:Definitions");var n=new on(R({model:this,lax:!0},r)),i=n.handler(t);return n.fromXML(e,i)};sn.prototype.toXML=function(e,t){var r=new ra(t);return new Promise(function(n,i){try{var o=r.toXML(e);return n({xml:o})}catch(l){return i(l)}})};var xu="BPMN20",wu="http://www.omg.org/spec/BPMN/20100524/MODEL",Eu="bpmn",_u=[],ku=[{name:"Interface",superClass:["RootElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"operations",type:"Operation",isMany:!0},{name:"implementationRef",isAttr:!0,type:"String"}]},{name:"Operation",superClass:["BaseElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"inMessageRef",type:"Message",isReference:!0},{name:"outMessageRef",type:"Message",isReference:!0},{name:"errorRef",type:"Error",isMany:!0,isReference:!0},{name:"implementationRef",isAttr:!0,type:"String"}]},{name:"EndPoint",superClass:["RootElement"]},{name:"Auditing",superClass:["BaseElement"]},{name:"GlobalTask",superClass:["CallableElement"],properties:[{name:"resources",type:"ResourceRole",isMany:!0}]},{name:"Monitoring",superClass:["BaseElement"]},{name:"Performer",superClass:["ResourceRole"]},{name:"Process",superClass:["FlowElementsContainer","CallableElement"],properties:[{name:"processType",type:"ProcessType",isAttr:!0},{name:"isClosed",isAttr:!0,type:"Boolean"},{name:"auditing",type:"Auditing"},{name:"monitoring",type:"Monitoring"},{name:"properties",type:"Property",isMany:!0},{name:"laneSets",isMany:!0,replaces:"FlowElementsContainer#laneSets",type:"LaneSet"},{name:"flowElements",isMany:!0,replaces:"FlowElementsContainer#flowElements",type:"FlowElement"},{name:"artifacts",type:"Artifact",isMany:!0},{name:"resources",type:"ResourceRole",isMany:!0},{name:"correlationSubscriptions",type:"CorrelationSubscription",isMany:!0},{name:"supports",type:"Process",isMany:!0,isReference:!0},{name:"definitionalCollaborationRef",type:"Collaboration",isAttr:!0,isReference:!0},{name:"isExecutable",isAttr:!0,type:"Boolean"}]},{name:"LaneSet",superClass:["BaseElement"],properties:[{name:"lanes",type:"Lane",isMany:!0},{name:"name",isAttr:!0,type:"String"}]},{name:"Lane",superClass:["BaseElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"partitionElementRef",type:"BaseElement",isAttr:!0,isReference:!0},{name:"partitionElement",type:"BaseElement"},{name:"flowNodeRef",type:"FlowNode",isMany:!0,isReference:!0},{name:"childLaneSet",type:"LaneSet",xml:{serialize:"xsi:type"}}]},{name:"GlobalManualTask",superClass:["GlobalTask"]},{name:"ManualTask",superClass:["Task"]},{name:"UserTask",superClass:["Task"],properties:[{name:"renderings",type:"Rendering",isMany:!0},{name:"implementation",isAttr:!0,type:"String"}]},{name:"Rendering",superClass:["BaseElement"]},{name:"HumanPerformer",superClass:["Performer"]},{name:"PotentialOwner",superClass:["HumanPerformer"]},{name:"GlobalUserTask",superClass:["GlobalTask"],properties:[{name:"implementation",isAttr:!0,type:"String"},{name:"renderings",type:"Rendering",isMany:!0}]},{name:"Gateway",isAbstract:!0,superClass:["FlowNode"],properties:[{name:"gatewayDirection",type:"GatewayDirection",default:"Unspecified",isAttr:!0}]},{name:"EventBasedGateway",superClass:["Gateway"],properties:[{name:"instantiate",default:!1,isAttr:!0,type:"Boolean"},{name:"eventGatewayType",type:"EventBasedGatewayType",isAttr:!0,default:"Exclusive"}]},{name:"ComplexGateway",superClass:["Gateway"],properties:[{name:"activationCondition",type:"Expression",xml:{serialize:"xsi:type"}},{name:"default",type:"SequenceFlow",isAttr:!0,isReference:!0}]},{name:"ExclusiveGateway",superClass:["Gateway"],properties:[{name:"default",type:"SequenceFlow",isAttr:!0,isReference:!0}]},{name:"InclusiveGateway",superClass:["Gateway"],properties:[{name:"default",type:"SequenceFlow",isAttr:!0,isReference:!0}]},{name:"ParallelGateway",superClass:["Gateway"]},{name:"RootElement",isAbstract:!0,superClass:["BaseElement"]},{name:"Relationship",superClass:["BaseElement"],properties:[{name:"type",isAttr:!0,type:"String"},{name:"direction",type:"RelationshipDirection",isAttr:!0},{name:"source",isMany:!0,isReference:!0,type:"Element"},{name:"target",isMany:!0,isReference:!0,type:"Element"}]},{name:"BaseElement",isAbstract:!0,properties:[{name:"id",isAttr:!0,type:"String",isId:!0},{name:"documentation",type:"Documentation",isMany:!0},{name:"extensionDefinitions",type:"ExtensionDefinition",isMany:!0,isReference:!0},{name:"extensionElements",type:"ExtensionElements"}]},{name:"Extension",properties:[{name:"mustUnderstand",default:!1,isAttr:!0,type:"Boolean"},{name:"definition",type:"ExtensionDefinition",isAttr:!0,isReference:!0}]},{name:"ExtensionDefinition",properties:[{name:"name",isAttr:!0,type:"String"},{name:"extensionAttributeDefinitions",type:"ExtensionAttributeDefinition",isMany:!0}]},{name:"ExtensionAttributeDefinition",properties:[{name:"name",isAttr:!0,type:"String"},{name:"type",isAttr:!0,type:"String"},{name:"isReference",default:!1,isAttr:!0,type:"Boolean"},{name:"extensionDefinition",type:"ExtensionDefinition",isAttr:!0,isReference:!0}]},{name:"ExtensionElements",properties:[{name:"valueRef",isAttr:!0,isReference:!0,type:"Element"},{name:"values",type:"Element",isMany:!0},{name:"extensionAttributeDefinition",type:"ExtensionAttributeDefinition",isAttr:!0,isReference:!0}]},{name:"Documentation",superClass:["BaseElement"],properties:[{name:"text",type:"String",isBody:!0},{name:"textFormat",default:"text/plain",isAttr:!0,type:"String"}]},{name:"Event",isAbstract:!0,superClass:["FlowNode","InteractionNode"],properties:[{name:"properties",type:"Property",isMany:!0}]},{name:"IntermediateCatchEvent",superClass:["CatchEvent"]},{name:"IntermediateThrowEvent",superClass:["ThrowEvent"]},{name:"EndEvent",superClass:["ThrowEvent"]},{name:"StartEvent",superClass:["CatchEvent"],properties:[{name:"isInterrupting",default:!0,isAttr:!0,type:"Boolean"}]},{name:"ThrowEvent",isAbstract:!0,superClass:["Event"],properties:[{name:"dataInputs",type:"DataInput",isMany:!0},{name:"dataInputAssociations",type:"DataInputAssociation",isMany:!0},{name:"inputSet",type:"InputSet"},{name:"eventDefinitions",type:"EventDefinition",isMany:!0},{name:"eventDefinitionRef",type:"EventDefinition",isMany:!0,isReference:!0}]},{name:"CatchEvent",isAbstract:!0,superClass:["Event"],properties:[{name:"parallelMultiple",isAttr:!0,type:"Boolean",default:!1},{name:"dataOutputs",type:"DataOutput",isMany:!0},{name:"dataOutputAssociations",type:"DataOutputAssociation",isMany:!0},{name:"outputSet",type:"OutputSet"},{name:"eventDefinitions",type:"EventDefinition",isMany:!0},{name:"eventDefinitionRef",type:"EventDefinition",isMany:!0,isReference:!0}]},{name:"BoundaryEvent",superClass:["CatchEvent"],properties:[{name:"cancelActivity",default:!0,isAttr:!0,type:"Boolean"},{name:"attachedToRef",type:"Activity",isAttr:!0,isReference:!0}]},{name:"EventDefinition",isAbstract:!0,superClass:["RootElement"]},{name:"CancelEventDefinition",superClass:["EventDefinition"]},{name:"ErrorEventDefinition",superClass:["EventDefinition"],properties:[{name:"errorRef",type:"Error",isAttr:!0,isReference:!0}]},{name:"TerminateEventDefinition",superClass:["EventDefinition"]},{name:"EscalationEventDefinition",superClass:["EventDefinition"],properties:[{name:"escalationRef",type:"Escalation",isAttr:!0,isReference:!0}]},{name:"Escalation",properties:[{name:"structureRef",type:"ItemDefinition",isAttr:!0,isReference:!0},{name:"name",isAttr:!0,type:"String"},{name:"escalationCode",isAttr:!0,type:"String"}],superClass:["RootElement"]},{name:"CompensateEventDefinition",superClass:["EventDefinition"],properties:[{name:"waitForCompletion",isAttr:!0,type:"Boolean",default:!0},{name:"activityRef",type:"Activity",isAttr:!0,isReference:!0}]},{name:"TimerEventDefinition",superClass:["EventDefinition"],properties:[{name:"timeDate",type:"Expression",xml:{serialize:"xsi:type"}},{name:"timeCycle",type:"Expression",xml:{serialize:"xsi:type"}},{name:"timeDuration",type:"Expression",xml:{serialize:"xsi:type"}}]},{name:"LinkEventDefinition",superClass:["EventDefinition"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"target",type:"LinkEventDefinition",isReference:!0},{name:"source",type:"LinkEventDefinition",isMany:!0,isReference:!0}]},{name:"MessageEventDefinition",superClass:["EventDefinition"],properties:[{name:"messageRef",type:"Message",isAttr:!0,isReference:!0},{name:"operationRef",type:"Operation",isReference:!0}]},{name:"ConditionalEventDefinition",superClass:["EventDefinition"],properties:[{name:"condition",type:"Expression",xml:{serialize:"xsi:type"}}]},{name:"SignalEventDefinition",superClass:["EventDefinition"],properties:[{name:"signalRef",type:"Signal",isAttr:!0,isReference:!0}]},{name:"Signal",superClass:["RootElement"],properties:[{name:"structureRef",type:"ItemDefinition",isAttr:!0,isReference:!0},{name:"name",isAttr:!0,type:"String"}]},{name:"ImplicitThrowEvent",superClass:["ThrowEvent"]},{name:"DataState",superClass:["BaseElement"],properties:[{name:"name",isAttr:!0,type:"String"}]},{name:"ItemAwareElement",superClass:["BaseElement"],properties:[{name:"itemSubjectRef",type:"ItemDefinition",isAttr:!0,isReference:!0},{name:"dataState",type:"DataState"}]},{name:"DataAssociation",superClass:["BaseElement"],properties:[{name:"sourceRef",type:"ItemAwareElement",isMany:!0,isReference:!0},{name:"targetRef",type:"ItemAwareElement",isReference:!0},{name:"transformation",type:"FormalExpression",xml:{serialize:"property"}},{name:"assignment",type:"Assignment",isMany:!0}]},{name:"DataInput",superClass:["ItemAwareElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"isCollection",default:!1,isAttr:!0,type:"Boolean"},{name:"inputSetRef",type:"InputSet",isMany:!0,isVirtual:!0,isReference:!0},{name:"inputSetWithOptional",type:"InputSet",isMany:!0,isVirtual:!0,isReference:!0},{name:"inputSetWithWhileExecuting",type:"InputSet",isMany:!0,isVirtual:!0,isReference:!0}]},{name:"DataOutput",superClass:["ItemAwareElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"isCollection",default:!1,isAttr:!0,type:"Boolean"},{name:"outputSetRef",type:"OutputSet",isMany:!0,isVirtual:!0,isReference:!0},{name:"outputSetWithOptional",type:"OutputSet",isMany:!0,isVirtual:!0,isReference:!0},{name:"outputSetWithWhileExecuting",type:"OutputSet",isMany:!0,isVirtual:!0,isReference:!0}]},{name:"InputSet",superClass:["BaseElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"dataInputRefs",type:"DataInput",isMany:!0,isReference:!0},{name:"optionalInputRefs",type:"DataInput",isMany:!0,isReference:!0},{name:"whileExecutingInputRefs",type:"DataInput",isMany:!0,isReference:!0},{name:"outputSetRefs",type:"OutputSet",isMany:!0,isReference:!0}]},{name:"OutputSet",superClass:["BaseElement"],properties:[{name:"dataOutputRefs",type:"DataOutput",isMany:!0,isReference:!0},{name:"name",isAttr:!0,type:"String"},{name:"inputSetRefs",type:"InputSet",isMany:!0,isReference:!0},{name:"optionalOutputRefs",type:"DataOutput",isMany:!0,isReference:!0},{name:"whileExecutingOutputRefs",type:"DataOutput",isMany:!0,isReference:!0}]},{name:"Property",superClass:["ItemAwareElement"],properties:[{name:"name",isAttr:!0,type:"String"}]},{name:"DataInputAssociation",superClass:["DataAssociation"]},{name:"DataOutputAssociation",superClass:["DataAssociation"]},{name:"InputOutputSpecification",superClass:["BaseElement"],properties:[{name:"dataInputs",type:"DataInput",isMany:!0},{name:"dataOutputs",type:"DataOutput",isMany:!0},{name:"inputSets",type:"InputSet",isMany:!0},{name:"outputSets",type:"OutputSet",isMany:!0}]},{name:"DataObject",superClass:["FlowElement","ItemAwareElement"],properties:[{name:"isCollection",default:!1,isAttr:!0,type:"Boolean"}]},{name:"InputOutputBinding",properties:[{name:"inputDataRef",type:"InputSet",isAttr:!0,isReference:!0},{name:"outputDataRef",type:"OutputSet",isAttr:!0,isReference:!0},{name:"operationRef",type:"Operation",isAttr:!0,isReference:!0}]},{name:"Assignment",superClass:["BaseElement"],properties:[{name:"from",type:"Expression",xml:{serialize:"xsi:type"}},{name:"to",type:"Expression",xml:{serialize:"xsi:type"}}]},{name:"DataStore",superClass:["RootElement","ItemAwareElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"capacity",isAttr:!0,type:"Integer"},{name:"isUnlimited",default:!0,isAttr:!0,type:"Boolean"}]},{name:"DataStoreReference",superClass:["ItemAwareElement","FlowElement"],properties:[{name:"dataStoreRef",type:"DataStore",isAttr:!0,isReference:!0}]},{name:"DataObjectReference",superClass:["ItemAwareElement","FlowElement"],properties:[{name:"dataObjectRef",type:"DataObject",isAttr:!0,isReference:!0}]},{name:"ConversationLink",superClass:["BaseElement"],properties:[{name:"sourceRef",type:"InteractionNode",isAttr:!0,isReference:!0},{name:"targetRef",type:"InteractionNode",isAttr:!0,isReference:!0},{name:"name",isAttr:!0,type:"String"}]},{name:"ConversationAssociation",superClass:["BaseElement"],properties:[{name:"innerConversationNodeRef",type:"ConversationNode",isAttr:!0,isReference:!0},{name:"outerConversationNodeRef",type:"ConversationNode",isAttr:!0,isReference:!0}]},{name:"CallConversation",superClass:["ConversationNode"],properties:[{name:"calledCollaborationRef",type:"Collaboration",isAttr:!0,isReference:!0},{name:"participantAssociations",type:"ParticipantAssociation",isMany:!0}]},{name:"Conversation",superClass:["ConversationNode"]},{name:"SubConversation",superClass:["ConversationNode"],properties:[{name:"conversationNodes",type:"ConversationNode",isMany:!0}]},{name:"ConversationNode",isAbstract:!0,superClass:["InteractionNode","BaseElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"participantRef",type:"Participant",isMany:!0,isReference:!0},{name:"messageFlowRefs",type:"MessageFlow",isMany:!0,isReference:!0},{name:"correlationKeys",type:"CorrelationKey",isMany:!0}]},{name:"GlobalConversation",superClass:["Collaboration"]},{name:"PartnerEntity",superClass:["RootElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"participantRef",type:"Participant",isMany:!0,isReference:!0}]},{name:"PartnerRole",superClass:["RootElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"participantRef",type:"Participant",isMany:!0,isReference:!0}]},{name:"CorrelationProperty",superClass:["RootElement"],properties:[{name:"correlationPropertyRetrievalExpression",type:"CorrelationPropertyRetrievalExpression",isMany:!0},{name:"name",isAttr:!0,type:"String"},{name:"type",type:"ItemDefinition",isAttr:!0,isReference:!0}]},{name:"Error",superClass:["RootElement"],properties:[{name:"structureRef",type:"ItemDefinition",isAttr:!0,isReference:!0},{name:"name",isAttr:!0,type:"String"},{name:"errorCode",isAttr:!0,type:"String"}]},{name:"CorrelationKey",superClass:["BaseElement"],properties:[{name:"correlationPropertyRef",type:"CorrelationProperty",isMany:!0,isReference:!0},{name:"name",isAttr:!0,type:"String"}]},{name:"Expression",superClass:["BaseElement"],isAbstract:!1,properties:[{name:"body",isBody:!0,type:"String"}]},{name:"FormalExpression",superClass:["Expression"],properties:[{name:"language",isAttr:!0,type:"String"},{name:"evaluatesToTypeRef",type:"ItemDefinition",isAttr:!0,isReference:!0}]},{name:"Message",superClass:["RootElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"itemRef",type:"ItemDefinition",isAttr:!0,isReference:!0}]},{name:"ItemDefinition",superClass:["RootElement"],properties:[{name:"itemKind",type:"ItemKind",isAttr:!0},{name:"structureRef",isAttr:!0,type:"String"},{name:"isCollection",default:!1,isAttr:!0,type:"Boolean"},{name:"import",type:"Import",isAttr:!0,isReference:!0}]},{name:"FlowElement",isAbstract:!0,superClass:["BaseElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"auditing",type:"Auditing"},{name:"monitoring",type:"Monitoring"},{name:"categoryValueRef",type:"CategoryValue",isMany:!0,isReference:!0}]},{name:"SequenceFlow",superClass:["FlowElement"],properties:[{name:"isImmediate",isAttr:!0,type:"Boolean"},{name:"conditionExpression",type:"Expression",xml:{serialize:"xsi:type"}},{name:"sourceRef",type:"FlowNode",isAttr:!0,isReference:!0},{name:"targetRef",type:"FlowNode",isAttr:!0,isReference:!0}]},{name:"FlowElementsContainer",isAbstract:!0,superClass:["BaseElement"],properties:[{name:"laneSets",type:"LaneSet",isMany:!0},{name:"flowElements",type:"FlowElement",isMany:!0}]},{name:"CallableElement",isAbstract:!0,superClass:["RootElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"ioSpecification",type:"InputOutputSpecification",xml:{serialize:"property"}},{name:"supportedInterfaceRef",type:"Interface",isMany:!0,isReference:!0},{name:"ioBinding",type:"InputOutputBinding",isMany:!0,xml:{serialize:"property"}}]},{name:"FlowNode",isAbstract:!0,superClass:["FlowElement"],properties:[{name:"incoming",type:"SequenceFlow",isMany:!0,isReference:!0},{name:"outgoing",type:"SequenceFlow",isMany:!0,isReference:!0},{name:"lanes",type:"Lane",isMany:!0,isVirtual:!0,isReference:!0}]},{name:"CorrelationPropertyRetrievalExpression",superClass:["BaseElement"],properties:[{name:"messagePath",type:"FormalExpression"},{name:"messageRef",type:"Message",isAttr:!0,isReference:!0}]},{name:"CorrelationPropertyBinding",superClass:["BaseElement"],properties:[{name:"dataPath",type:"FormalExpression"},{name:"correlationPropertyRef",type:"CorrelationProperty",isAttr:!0,isReference:!0}]},{name:"Resource",superClass:["RootElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"resourceParameters",type:"ResourceParameter",isMany:!0}]},{name:"ResourceParameter",superClass:["BaseElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"isRequired",isAttr:!0,type:"Boolean"},{name:"type",type:"ItemDefinition",isAttr:!0,isReference:!0}]},{name:"CorrelationSubscription",superClass:["BaseElement"],properties:[{name:"correlationKeyRef",type:"CorrelationKey",isAttr:!0,isReference:!0},{name:"correlationPropertyBinding",type:"CorrelationPropertyBinding",isMany:!0}]},{name:"MessageFlow",superClass:["BaseElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"sourceRef",type:"InteractionNode",isAttr:!0,isReference:!0},{name:"targetRef",type:"InteractionNode",isAttr:!0,isReference:!0},{name:"messageRef",type:"Message",isAttr:!0,isReference:!0}]},{name:"MessageFlowAssociation",superClass:["BaseElement"],properties:[{name:"innerMessageFlowRef",type:"MessageFlow",isAttr:!0,isReference:!0},{name:"outerMessageFlowRef",type:"MessageFlow",isAttr:!0,isReference:!0}]},{name:"InteractionNode",isAbstract:!0,properties:[{name:"incomingConversationLinks",type:"ConversationLink",isMany:!0,isVirtual:!0,isReference:!0},{name:"outgoingConversationLinks",type:"ConversationLink",isMany:!0,isVirtual:!0,isReference:!0}]},{name:"Participant",superClass:["InteractionNode","BaseElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"interfaceRef",type:"Interface",isMany:!0,isReference:!0},{name:"participantMultiplicity",type:"ParticipantMultiplicity"},{name:"endPointRefs",type:"EndPoint",isMany:!0,isReference:!0},{name:"processRef",type:"Process",isAttr:!0,isReference:!0}]},{name:"ParticipantAssociation",superClass:["BaseElement"],properties:[{name:"innerParticipantRef",type:"Participant",isAttr:!0,isReference:!0},{name:"outerParticipantRef",type:"Participant",isAttr:!0,isReference:!0}]},{name:"ParticipantMultiplicity",properties:[{name:"minimum",default:0,isAttr:!0,type:"Integer"},{name:"maximum",default:1,isAttr:!0,type:"Integer"}],superClass:["BaseElement"]},{name:"Collaboration",superClass:["RootElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"isClosed",isAttr:!0,type:"Boolean"},{name:"participants",type:"Participant",isMany:!0},{name:"messageFlows",type:"MessageFlow",isMany:!0},{name:"artifacts",type:"Artifact",isMany:!0},{name:"conversations",type:"ConversationNode",isMany:!0},{name:"conversationAssociations",type:"ConversationAssociation"},{name:"participantAssociations",type:"ParticipantAssociation",isMany:!0},{name:"messageFlowAssociations",type:"MessageFlowAssociation",isMany:!0},{name:"correlationKeys",type:"CorrelationKey",isMany:!0},{name:"choreographyRef",type:"Choreography",isMany:!0,isReference:!0},{name:"conversationLinks",type:"ConversationLink",isMany:!0}]},{name:"ChoreographyActivity",isAbstract:!0,superClass:["FlowNode"],properties:[{name:"participantRef",type:"Participant",isMany:!0,isReference:!0},{name:"initiatingParticipantRef",type:"Participant",isAttr:!0,isReference:!0},{name:"correlationKeys",type:"CorrelationKey",isMany:!0},{name:"loopType",type:"ChoreographyLoopType",default:"None",isAttr:!0}]},{name:"CallChoreography",superClass:["ChoreographyActivity"],properties:[{name:"calledChoreographyRef",type:"Choreography",isAttr:!0,isReference:!0},{name:"participantAssociations",type:"ParticipantAssociation",isMany:!0}]},{name:"SubChoreography",superClass:["ChoreographyActivity","FlowElementsContainer"],properties:[{name:"artifacts",type:"Artifact",isMany:!0}]},{name:"ChoreographyTask",superClass:["ChoreographyActivity"],properties:[{name:"messageFlowRef",type:"MessageFlow",isMany:!0,isReference:!0}]},{name:"Choreography",superClass:["Collaboration","FlowElementsContainer"]},{name:"GlobalChoreographyTask",superClass:["Choreography"],properties:[{name:"initiatingParticipantRef",type:"Participant",isAttr:!0,isReference:!0}]},{name:"TextAnnotation",superClass:["Artifact"],properties:[{name:"text",type:"String"},{name:"textFormat",default:"text/plain",isAttr:!0,type:"String"}]},{name:"Group",superClass:["Artifact"],properties:[{name:"categoryValueRef",type:"CategoryValue",isAttr:!0,isReference:!0}]},{name:"Association",superClass:["Artifact"],properties:[{name:"associationDirection",type:"AssociationDirection",isAttr:!0},{name:"sourceRef",type:"BaseElement",isAttr:!0,isReference:!0},{name:"targetRef",type:"BaseElement",isAttr:!0,isReference:!0}]},{name:"Category",superClass:["RootElement"],properties:[{name:"categoryValue",type:"CategoryValue",isMany:!0},{name:"name",isAttr:!0,type:"String"}]},{name:"Artifact",isAbstract:!0,superClass:["BaseElement"]},{name:"CategoryValue",superClass:["BaseElement"],properties:[{name:"categorizedFlowElements",type:"FlowElement",isMany:!0,isVirtual:!0,isReference:!0},{name:"value",isAttr:!0,type:"String"}]},{name:"Activity",isAbstract:!0,superClass:["FlowNode"],properties:[{name:"isForCompensation",default:!1,isAttr:!0,type:"Boolean"},{name:"default",type:"SequenceFlow",isAttr:!0,isReference:!0},{name:"ioSpecification",type:"InputOutputSpecification",xml:{serialize:"property"}},{name:"boundaryEventRefs",type:"BoundaryEvent",isMany:!0,isReference:!0},{name:"properties",type:"Property",isMany:!0},{name:"dataInputAssociations",type:"DataInputAssociation",isMany:!0},{name:"dataOutputAssociations",type:"DataOutputAssociation",isMany:!0},{name:"startQuantity",default:1,isAttr:!0,type:"Integer"},{name:"resources",type:"ResourceRole",isMany:!0},{name:"completionQuantity",default:1,isAttr:!0,type:"Integer"},{name:"loopCharacteristics",type:"LoopCharacteristics"}]},{name:"ServiceTask",superClass:["Task"],properties:[{name:"implementation",isAttr:!0,type:"String"},{name:"operationRef",type:"Operation",isAttr:!0,isReference:!0}]},{name:"SubProcess",superClass:["Activity","FlowElementsContainer","InteractionNode"],properties:[{name:"triggeredByEvent",default:!1,isAttr:!0,type:"Boolean"},{name:"artifacts",type:"Artifact",isMany:!0}]},{name:"LoopCharacteristics",isAbstract:!0,superClass:["BaseElement"]},{name:"MultiInstanceLoopCharacteristics",superClass:["LoopCharacteristics"],properties:[{name:"isSequential",default:!1,isAttr:!0,type:"Boolean"},{name:"behavior",type:"MultiInstanceBehavior",default:"All",isAttr:!0},{name:"loopCardinality",type:"Expression",xml:{serialize:"xsi:type"}},{name:"loopDataInputRef",type:"ItemAwareElement",isReference:!0},{name:"loopDataOutputRef",type:"ItemAwareElement",isReference:!0},{name:"inputDataItem",type:"DataInput",xml:{serialize:"property"}},{name:"outputDataItem",type:"DataOutput",xml:{serialize:"property"}},{name:"complexBehaviorDefinition",type:"ComplexBehaviorDefinition",isMany:!0},{name:"completionCondition",type:"Expression",xml:{serialize:"xsi:type"}},{name:"oneBehaviorEventRef",type:"EventDefinition",isAttr:!0,isReference:!0},{name:"noneBehaviorEventRef",type:"EventDefinition",isAttr:!0,isReference:!0}]},{name:"StandardLoopCharacteristics",superClass:["LoopCharacteristics"],properties:[{name:"testBefore",default:!1,isAttr:!0,type:"Boolean"},{name:"loopCondition",type:"Expression",xml:{serialize:"xsi:type"}},{name:"loopMaximum",type:"Integer",isAttr:!0}]},{name:"CallActivity",superClass:["Activity","InteractionNode"],properties:[{name:"calledElement",type:"String",isAttr:!0}]},{name:"Task",superClass:["Activity","InteractionNode"]},{name:"SendTask",superClass:["Task"],properties:[{name:"implementation",isAttr:!0,type:"String"},{name:"operationRef",type:"Operation",isAttr:!0,isReference:!0},{name:"messageRef",type:"Message",isAttr:!0,isReference:!0}]},{name:"ReceiveTask",superClass:["Task"],properties:[{name:"implementation",isAttr:!0,type:"String"},{name:"instantiate",default:!1,isAttr:!0,type:"Boolean"},{name:"operationRef",type:"Operation",isAttr:!0,isReference:!0},{name:"messageRef",type:"Message",isAttr:!0,isReference:!0}]},{name:"ScriptTask",superClass:["Task"],properties:[{name:"scriptFormat",isAttr:!0,type:"String"},{name:"script",type:"String"}]},{name:"BusinessRuleTask",superClass:["Task"],properties:[{name:"implementation",isAttr:!0,type:"String"}]},{name:"AdHocSubProcess",superClass:["SubProcess"],properties:[{name:"completionCondition",type:"Expression",xml:{serialize:"xsi:type"}},{name:"ordering",type:"AdHocOrdering",isAttr:!0},{name:"cancelRemainingInstances",default:!0,isAttr:!0,type:"Boolean"}]},{name:"Transaction",superClass:["SubProcess"],properties:[{name:"protocol",isAttr:!0,type:"String"},{name:"method",isAttr:!0,type:"String"}]},{name:"GlobalScriptTask",superClass:["GlobalTask"],properties:[{name:"scriptLanguage",isAttr:!0,type:"String"},{name:"script",isAttr:!0,type:"String"}]},{name:"GlobalBusinessRuleTask",superClass:["GlobalTask"],properties:[{name:"implementation",isAttr:!0,type:"String"}]},{name:"ComplexBehaviorDefinition",superClass:["BaseElement"],properties:[{name:"condition",type:"FormalExpression"},{name:"event",type:"ImplicitThrowEvent"}]},{name:"ResourceRole",superClass:["BaseElement"],properties:[{name:"resourceRef",type:"Resource",isReference:!0},{name:"resourceParameterBindings",type:"ResourceParameterBinding",isMany:!0},{name:"resourceAssignmentExpression",type:"ResourceAssignmentExpression"},{name:"name",isAttr:!0,type:"String"}]},{name:"ResourceParameterBinding",properties:[{name:"expression",type:"Expression",xml:{serialize:"xsi:type"}},{name:"parameterRef",type:"ResourceParameter",isAttr:!0,isReference:!0}],superClass:["BaseElement"]},{name:"ResourceAssignmentExpression",properties:[{name:"expression",type:"Expression",xml:{serialize:"xsi:type"}}],superClass:["BaseElement"]},{name:"Import",properties:[{name:"importType",isAttr:!0,type:"String"},{name:"location",isAttr:!0,type:"String"},{name:"namespace",isAttr:!0,type:"String"}]},{name:"Definitions",superClass:["BaseElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"targetNamespace",isAttr:!0,type:"String"},{name:"expressionLanguage",default:"http://www.w3.org/1999/XPath",isAttr:!0,type:"String"},{name:"typeLanguage",default:"http://www.w3.org/2001/XMLSchema",isAttr:!0,type:"String"},{name:"imports",type:"Import",isMany:!0},{name:"extensions",type:"Extension",isMany:!0},{name:"rootElements",type:"RootElement",isMany:!0},{name:"diagrams",isMany:!0,type:"bpmndi:BPMNDiagram"},{name:"exporter",isAttr:!0,type:"String"},{name:"relationships",type:"Relationship",isMany:!0},{name:"exporterVersion",isAttr:!0,type:"String"}]}],Su=[{name:"ProcessType",literalValues:[{name:"None"},{name:"Public"},{name:"Private"}]},{name:"GatewayDirection",literalValues:[{name:"Unspecified"},{name:"Converging"},{name:"Diverging"},{name:"Mixed"}]},{name:"EventBasedGatewayType",literalValues:[{name:"Parallel"},{name:"Exclusive"}]},{name:"RelationshipDirection",literalValues:[{name:"None"},{name:"Forward"},{name:"Backward"},{name:"Both"}]},{name:"ItemKind",literalValues:[{name:"Physical"},{name:"Information"}]},{name:"ChoreographyLoopType",literalValues:[{name:"None"},{name:"Standard"},{name:"MultiInstanceSequential"},{name:"MultiInstanceParallel"}]},{name:"AssociationDirection",literalValues:[{name:"None"},{name:"One"},{name:"Both"}]},{name:"MultiInstanceBehavior",literalValues:[{name:"None"},{name:"One"},{name:"All"},{name:"Complex"}]},{name:"AdHocOrdering",literalValues:[{name:"Parallel"},{name:"Sequential"}]}],Au={tagAlias:"lowerCase",typePrefix:"t"},Ru={name:xu,uri:wu,prefix:Eu,associations:_u,types:ku,enumerations:Su,xml:Au},Cu="BPMNDI",Pu="http://www.omg.org/spec/BPMN/20100524/DI",Tu="bpmndi",ju=[{name:"BPMNDiagram",properties:[{name:"plane",type:"BPMNPlane",redefines:"di:Diagram#rootElement"},{name:"labelStyle",type:"BPMNLabelStyle",isMany:!0}],superClass:["di:Diagram"]},{name:"BPMNPlane",properties:[{name:"bpmnElement",isAttr:!0,isReference:!0,type:"bpmn:BaseElement",redefines:"di:DiagramElement#modelElement"}],superClass:["di:Plane"]},{name:"BPMNShape",properties:[{name:"bpmnElement",isAttr:!0,isReference:!0,type:"bpmn:BaseElement",redefines:"di:DiagramElement#modelElement"},{name:"isHorizontal",isAttr:!0,type:"Boolean"},{name:"isExpanded",isAttr:!0,type:"Boolean"},{name:"isMarkerVisible",isAttr:!0,type:"Boolean"},{name:"label",type:"BPMNLabel"},{name:"isMessageVisible",isAttr:!0,type:"Boolean"},{name:"participantBandKind",type:"ParticipantBandKind",isAttr:!0},{name:"choreographyActivityShape",type:"BPMNShape",isAttr:!0,isReference:!0}],superClass:["di:LabeledShape"]},{name:"BPMNEdge",properties:[{name:"label",type:"BPMNLabel"},{name:"bpmnElement",isAttr:!0,isReference:!0,type:"bpmn:BaseElement",redefines:"di:DiagramElement#modelElement"},{name:"sourceElement",isAttr:!0,isReference:!0,type:"di:DiagramElement",redefines:"di:Edge#source"},{name:"targetElement",isAttr:!0,isReference:!0,type:"di:DiagramElement",redefines:"di:Edge#target"},{name:"messageVisibleKind",type:"MessageVisibleKind",isAttr:!0,default:"initiating"}],superClass:["di:LabeledEdge"]},{name:"BPMNLabel",properties:[{name:"labelStyle",type:"BPMNLabelStyle",isAttr:!0,isReference:!0,redefines:"di:DiagramElement#style"}],superClass:["di:Label"]},{name:"BPMNLabelStyle",properties:[{name:"font",type:"dc:Font"}],superClass:["di:Style"]}],Mu=[{name:"ParticipantBandKind",literalValues:[{name:"top_initiating"},{name:"middle_initiating"},{name:"bottom_initiating"},{name:"top_non_initiating"},{name:"middle_non_initiating"},{name:"bottom_non_initiating"}]},{name:"MessageVisibleKind",literalValues:[{name:"initiating"},{name:"non_initiating"}]}],Du=[],Nu={name:Cu,uri:Pu,prefix:Tu,types:ju,enumerations:Mu,associations:Du},Ou="DC",Bu="http://www.omg.org/spec/DD/20100524/DC",Lu="dc",Iu=[{name:"Boolean"},{name:"Integer"},{name:"Real"},{name:"String"},{name:"Font",properties:[{name:"name",type:"String",isAttr:!0},{name:"size",type:"Real",isAttr:!0},{name:"isBold",type:"Boolean",isAttr:!0},{name:"isItalic",type:"Boolean",isAttr:!0},{name:"isUnderline",type:"Boolean",isAttr:!0},{name:"isStrikeThrough",type:"Boolean",isAttr:!0}]},{name:"Point",properties:[{name:"x",type:"Real",default:"0",isAttr:!0},{name:"y",type:"Real",default:"0",isAttr:!0}]},{name:"Bounds",properties:[{name:"x",type:"Real",default:"0",isAttr:!0},{name:"y",type:"Real",default:"0",isAttr:!0},{name:"width",type:"Real",isAttr:!0},{name:"height",type:"Real",isAttr:!0}]}],Fu=[],zu={name:Ou,uri:Bu,prefix:Lu,types:Iu,associations:Fu},Vu="DI",Wu="http://www.omg.org/spec/DD/20100524/DI",$u="di",Hu=[{name:"DiagramElement",isAbstract:!0,properties:[{name:"id",isAttr:!0,isId:!0,type:"String"},{name:"extension",type:"Extension"},{name:"owningDiagram",type:"Diagram",isReadOnly:!0,isVirtual:!0,isReference:!0},{name:"owningElement",type:"DiagramElement",isReadOnly:!0,isVirtual:!0,isReference:!0},{name:"modelElement",isReadOnly:!0,isVirtual:!0,isReference:!0,type:"Element"},{name:"style",type:"Style",isReadOnly:!0,isVirtual:!0,isReference:!0},{name:"ownedElement",type:"DiagramElement",isReadOnly:!0,isMany:!0,isVirtual:!0}]},{name:"Node",isAbstract:!0,superClass:["DiagramElement"]},{name:"Edge",isAbstract:!0,superClass:["DiagramElement"],properties:[{name:"source",type:"DiagramElement",isReadOnly:!0,isVirtual:!0,isReference:!0},{name:"target",type:"DiagramElement",isReadOnly:!0,isVirtual:!0,isReference:!0},{name:"waypoint",isUnique:!1,isMany:!0,type:"dc:Point",xml:{serialize:"xsi:type"}}]},{name:"Diagram",isAbstract:!0,properties:[{name:"id",isAttr:!0,isId:!0,type:"String"},{name:"rootElement",type:"DiagramElement",isReadOnly:!0,isVirtual:!0},{name:"name",isAttr:!0,type:"String"},{name:"documentation",isAttr:!0,type:"String"},{name:"resolution",isAttr:!0,type:"Real"},{name:"ownedStyle",type:"Style",isReadOnly:!0,isMany:!0,isVirtual:!0}]},{name:"Shape",isAbstract:!0,superClass:["Node"],properties:[{name:"bounds",type:"dc:Bounds"}]},{name:"Plane",isAbstract:!0,superClass:["Node"],properties:[{name:"planeElement",type:"DiagramElement",subsettedProperty:"DiagramElement-ownedElement",isMany:!0}]},{name:"LabeledEdge",isAbstract:!0,superClass:["Edge"],properties:[{name:"ownedLabel",type:"Label",isReadOnly:!0,subsettedProperty:"DiagramElement-ownedElement",isMany:!0,isVirtual:!0}]},{name:"LabeledShape",isAbstract:!0,superClass:["Shape"],properties:[{name:"ownedLabel",type:"Label",isReadOnly:!0,subsettedProperty:"DiagramElement-ownedElement",isMany:!0,isVirtual:!0}]},{name:"Label",isAbstract:!0,superClass:["Node"],properties:[{name:"bounds",type:"dc:Bounds"}]},{name:"Style",isAbstract:!0,properties:[{name:"id",isAttr:!0,isId:!0,type:"String"}]},{name:"Extension",properties:[{name:"values",isMany:!0,type:"Element"}]}],Ku=[],Uu={tagAlias:"lowerCase"},Yu={name:Vu,uri:Wu,prefix:$u,types:Hu,associations:Ku,xml:Uu},qu="bpmn.io colors for BPMN",Gu="http://bpmn.io/schema/bpmn/biocolor/1.0",Xu="bioc",Zu=[{name:"ColoredShape",extends:["bpmndi:BPMNShape"],properties:[{name:"stroke",isAttr:!0,type:"String"},{name:"fill",isAttr:!0,type:"String"}]},{name:"ColoredEdge",extends:["bpmndi:BPMNEdge"],properties:[{name:"stroke",isAttr:!0,type:"String"},{name:"fill",isAttr:!0,type:"String"}]}],Qu=[],Ju=[],ec={name:qu,uri:Gu,prefix:Xu,types:Zu,enumerations:Qu,associations:Ju},tc="BPMN in Color",rc="http://www.omg.org/spec/BPMN/non-normative/color/1.0",nc="color",ic=[{name:"ColoredLabel",extends:["bpmndi:BPMNLabel"],properties:[{name:"color",isAttr:!0,type:"String"}]},{name:"ColoredShape",extends:["bpmndi:BPMNShape"],properties:[{name:"background-color",isAttr:!0,type:"String"},{name:"border-color",isAttr:!0,type:"String"}]},{name:"ColoredEdge",extends:["bpmndi:BPMNEdge"],properties:[{name:"border-color",isAttr:!0,type:"String"}]}],oc=[],ac=[],sc={name:tc,uri:rc,prefix:nc,types:ic,enumerations:oc,associations:ac},lc={bpmn:Ru,bpmndi:Nu,dc:zu,di:Yu,bioc:ec,color:sc};function na(e,t){let r=R({},lc,e);return new sn(r,t)}function Oe(e,t){return e.$instanceOf(t)}function uc(e){return ve(e.rootElements,function(t){return Oe(t,"bpmn:Process")||Oe(t,"bpmn:Collaboration")})}function oi(e){var t={},r=[],n={};function i(x,v){return function(_){x(_,v)}}function o(x){t[x.id]=x}function l(x){return t[x.id]}function u(x,v){var _=x.gfx;if(_)throw new Error(`already rendered ${be(x)}`);return e.element(x,n[x.id],v)}function p(x,v){return e.root(x,n[x.id],v)}function f(x,v){try{var _=n[x.id]&&u(x,v);return o(x),_}catch(ne){b(ne.message,{element:x,error:ne}),console.error(`failed to import ${be(x)}`,ne)}}function b(x,v){e.error(x,v)}var E=this.registerDi=function(v){var _=v.bpmnElement;_?n[_.id]?b(`multiple DI elements defined for ${be(_)}`,{element:_}):n[_.id]=v:b(`no bpmnElement referenced in ${be(v)}`,{element:v})};function O(x){F(x.plane)}function F(x){E(x),T(x.planeElement,X)}function X(x){E(x)}this.handleDefinitions=function(v,_){var ne=v.diagrams;if(_&&ne.indexOf(_)===-1)throw new Error("diagram not part of <bpmn:Definitions />");if(!_&&ne&&ne.length&&(_=ne[0]),!_)throw new Error("no diagram to display");n={},O(_);var Pe=_.plane;if(!Pe)throw new Error(`no plane for ${be(_)}`);var c=Pe.bpmnElement;if(!c)if(c=uc(v),c)b(`correcting missing bpmnElement on ${be(Pe)} to ${be(c)}`),Pe.bpmnElement=c,E(Pe);else throw new Error("no process or collaboration to display");var s=p(c,Pe);if(Oe(c,"bpmn:Process")||Oe(c,"bpmn:SubProcess"))V(c,s);else if(Oe(c,"bpmn:Collaboration"))$(c,s),Y(v.rootElements,s);else throw new Error(`unsupported bpmnElement for ${be(Pe)}: ${be(c)}`);I(r)};var I=this.handleDeferred=function(){for(var v;r.length;)v=r.shift(),v()};function V(x,v){He(x,v),P(x.ioSpecification,v),y(x.artifacts,v),o(x)}function Y(x,v){var _=ct(x,function(ne){return!l(ne)&&Oe(ne,"bpmn:Process")&&ne.laneSets});_.forEach(i(V,v))}function Z(x,v){f(x,v)}function A(x,v){T(x,i(Z,v))}function w(x,v){f(x,v)}function S(x,v){f(x,v)}function D(x,v){f(x,v)}function N(x,v){f(x,v)}function y(x,v){T(x,function(_){Oe(_,"bpmn:Association")?r.push(function(){N(_,v)}):N(_,v)})}function P(x,v){x&&(T(x.dataInputs,i(S,v)),T(x.dataOutputs,i(D,v)))}var k=this.handleSubProcess=function(v,_){He(v,_),y(v.artifacts,_)};function g(x,v){var _=f(x,v);Oe(x,"bpmn:SubProcess")&&k(x,_||v),Oe(x,"bpmn:Activity")&&P(x.ioSpecification,v),r.push(function(){T(x.dataInputAssociations,i(w,v)),T(x.dataOutputAssociations,i(w,v))})}function B(x,v){f(x,v)}function U(x,v){f(x,v)}function ee(x,v){r.push(function(){var _=f(x,v);x.childLaneSet&&$e(x.childLaneSet,_||v),re(x)})}function $e(x,v){T(x.lanes,i(ee,v))}function Ht(x,v){T(x,i($e,v))}function He(x,v){Be(x.flowElements,v),x.laneSets&&Ht(x.laneSets,v)}function Be(x,v){T(x,function(_){Oe(_,"bpmn:SequenceFlow")?r.push(function(){B(_,v)}):Oe(_,"bpmn:BoundaryEvent")?r.unshift(function(){g(_,v)}):Oe(_,"bpmn:FlowNode")?g(_,v):Oe(_,"bpmn:DataObject")||(Oe(_,"bpmn:DataStoreReference")||Oe(_,"bpmn:DataObjectReference")?U(_,v):b(`unrecognized flowElement ${be(_)} in context ${be(v&&v.businessObject)}`,{element:_,context:v}))})}function H(x,v){var _=f(x,v),ne=x.processRef;ne&&V(ne,_||v)}function $(x,v){T(x.participants,i(H,v)),r.push(function(){A(x.messageFlows,v)}),y(x.artifacts,v)}function re(x){T(x.flowNodeRef,function(v){var _=v.get("lanes");_&&_.push(x)})}}function ia(e,t,r){var n,i,o,l,u=[];function p(f,b){var E={root:function(I,V){return n.add(I,V)},element:function(I,V,Y){return n.add(I,V,Y)},error:function(I,V){u.push({message:I,context:V})}},O=new oi(E);b=b||f.diagrams&&f.diagrams[0];var F=cc(f,b);if(!F)throw new Error("no diagram to display");T(F,function(I){O.handleDefinitions(f,I)});var X=b.plane.bpmnElement.id;o.setRootElement(o.findRoot(X+"_plane")||o.findRoot(X))}return new Promise(function(f,b){try{return n=e.get("bpmnImporter"),i=e.get("eventBus"),o=e.get("canvas"),i.fire("import.render.start",{definitions:t}),p(t,r),i.fire("import.render.complete",{error:l,warnings:u}),f({warnings:u})}catch(E){return E.warnings=u,b(E)}})}function cc(e,t){if(!(!t||!t.plane)){var r=t.plane.bpmnElement,n=r;!M(r,"bpmn:Process")&&!M(r,"bpmn:Collaboration")&&(n=pc(r));var i;M(n,"bpmn:Collaboration")?i=n:i=ve(e.rootElements,function(f){if(M(f,"bpmn:Collaboration"))return ve(f.participants,function(b){return b.processRef===n})});var o=[n];i&&(o=wi(i.participants,function(f){return f.processRef}),o.push(i));var l=oa(o),u=[t],p=[r];return T(e.diagrams,function(f){if(f.plane){var b=f.plane.bpmnElement;l.indexOf(b)!==-1&&p.indexOf(b)===-1&&(u.push(f),p.push(b))}}),u}}function oa(e){var t=[];return T(e,function(r){r&&(t.push(r),t=t.concat(oa(r.flowElements)))}),t}function pc(e){for(var t=e;t;){if(M(t,"bpmn:Process"))return t;t=t.$parent}}var fc='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 14.02 5.57" width="53" height="21"><path fill="currentColor" d="M1.88.92v.14c0 .41-.13.68-.4.8.33.14.46.44.46.86v.33c0 .61-.33.95-.95.95H0V0h.95c.65 0 .93.3.93.92zM.63.57v1.06h.24c.24 0 .38-.1.38-.43V.98c0-.28-.1-.4-.32-.4zm0 1.63v1.22h.36c.2 0 .32-.1.32-.39v-.35c0-.37-.12-.48-.4-.48H.63zM4.18.99v.52c0 .64-.31.98-.94.98h-.3V4h-.62V0h.92c.63 0 .94.35.94.99zM2.94.57v1.35h.3c.2 0 .3-.09.3-.37v-.6c0-.29-.1-.38-.3-.38h-.3zm2.89 2.27L6.25 0h.88v4h-.6V1.12L6.1 3.99h-.6l-.46-2.82v2.82h-.55V0h.87zM8.14 1.1V4h-.56V0h.79L9 2.4V0h.56v4h-.64zm2.49 2.29v.6h-.6v-.6zM12.12 1c0-.63.33-1 .95-1 .61 0 .95.37.95 1v2.04c0 .64-.34 1-.95 1-.62 0-.95-.37-.95-1zm.62 2.08c0 .28.13.39.33.39s.32-.1.32-.4V.98c0-.29-.12-.4-.32-.4s-.33.11-.33.4z"/><path fill="currentColor" d="M0 4.53h14.02v1.04H0zM11.08 0h.63v.62h-.63zm.63 4V1h-.63v2.98z"/></svg>',ai=fc,si={verticalAlign:"middle"},li={color:"#404040"},dc={zIndex:"1001",position:"fixed",top:"0",left:"0",right:"0",bottom:"0"},hc={width:"100%",height:"100%",background:"rgba(40,40,40,0.2)"},mc={position:"absolute",left:"50%",top:"40%",transform:"translate(-50%)",width:"260px",padding:"10px",background:"white",boxShadow:"0 1px 4px rgba(0,0,0,0.3)",fontFamily:"Helvetica, Arial, sans-serif",fontSize:"14px",display:"flex",lineHeight:"1.3"},yc='<div class="bjs-powered-by-lightbox"><div class="backdrop"></div><div class="notice"><a href="https://bpmn.io" target="_blank" rel="noopener" class="link">'+ai+'</a><span>Web-based tooling for BPMN, DMN and forms powered by <a href="https://bpmn.io" target="_blank" rel="noopener">bpmn.io</a>.</span></div></div>',yt;function gc(){yt=xe(yc),ke(yt,dc),ke(Ye("svg",yt),si),ke(Ye(".backdrop",yt),hc),ke(Ye(".notice",yt),mc),ke(Ye(".link",yt),li,{margin:"15px 20px 15px 10px",alignSelf:"center"})}function aa(){yt||(gc(),sr.bind(yt,".backdrop","click",function(e){document.body.removeChild(yt)})),document.body.appendChild(yt)}var ln=5,sa="djs-outline-hidden";function ue(e){e=R({},bc,e),this._moddle=this._createModdle(e),this._container=this._createContainer(e),this._init(this._container,this._moddle,e),wc(this._container)}ge(ue,mt);ue.prototype.importXML=async function(t,r){let n=this;function i(l){return n.get("eventBus").createEvent(l)}let o=[];try{t=this._emit("import.parse.start",{xml:t})||t;let l;try{l=await this._moddle.fromXML(t,"bpmn:Definitions")}catch(O){throw this._emit("import.parse.complete",{error:O}),O}let u=l.rootElement,p=l.references,f=l.warnings,b=l.elementsById;o=o.concat(f),u=this._emit("import.parse.complete",i({error:null,definitions:u,elementsById:b,references:p,warnings:o}))||u;let E=await this.importDefinitions(u,r);return o=o.concat(E.warnings),this._emit("import.done",{error:null,warnings:o}),{warnings:o}}catch(l){let u=l;throw o=o.concat(u.warnings||[]),un(u,o),u=vc(u),this._emit("import.done",{error:u,warnings:u.warnings}),u}};ue.prototype.importDefinitions=async function(t,r){return this._setDefinitions(t),{warnings:(await this.open(r)).warnings}};ue.prototype.open=async function(t){let r=this._definitions,n=t;if(!r){let o=new Error("no XML imported");throw un(o,[]),o}if(typeof t=="string"&&(n=xc(r,t),!n)){let o=new Error("BPMNDiagram <"+t+"> not found");throw un(o,[]),o}try{this.clear()}catch(o){throw un(o,[]),o}let{warnings:i}=await ia(this,r,n);return{warnings:i}};ue.prototype.saveXML=async function(t){t=t||{};let r=this._definitions,n,i;try{if(!r)throw new Error("no definitions loaded");r=this._emit("saveXML.start",{definitions:r})||r,i=(await this._moddle.toXML(r,t)).xml,i=this._emit("saveXML.serialized",{xml:i})||i}catch(l){n=l}let o=n?{error:n}:{xml:i};if(this._emit("saveXML.done",o),n)throw n;return o};ue.prototype.saveSVG=async function(){this._emit("saveSVG.start");let t,r;try{let n=this.get("canvas"),i=n.getActiveLayer(),o=Ye(":scope > defs",n._svg),l=Cn(i),u=o?"<defs>"+Cn(o)+"</defs>":"",p=n.getContainer();Qe(p).add(sa);let f;try{f=i.getBBox()}finally{Qe(p).remove(sa)}let b=f.x-ln,E=f.y-ln,O=f.width+ln*2,F=f.height+ln*2;t=`<?xml version="1.0" encoding="utf-8"?>
<!-- created with bpmn-js / http://bpmn.io -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="`+O+'" height="'+F+'" viewBox="'+b+" "+E+" "+O+" "+F+'" version="1.1">'+u+l+"</svg>"}catch(n){r=n}if(this._emit("saveSVG.done",{error:r,svg:t}),r)throw r;return{svg:t}};ue.prototype._setDefinitions=function(e){this._definitions=e};ue.prototype.getModules=function(){return this._modules};ue.prototype.clear=function(){this.getDefinitions()&&mt.prototype.clear.call(this)};ue.prototype.destroy=function(){mt.prototype.destroy.call(this),Xt(this._container)};ue.prototype.on=function(e,t,r,n){return this.get("eventBus").on(e,t,r,n)};ue.prototype.off=function(e,t){this.get("eventBus").off(e,t)};ue.prototype.attachTo=function(e){if(!e)throw new Error("parentNode required");this.detach(),e.get&&e.constructor.prototype.jquery&&(e=e.get(0)),typeof e=="string"&&(e=Ye(e)),e.appendChild(this._container),this._emit("attach",{}),this.get("canvas").resized()};ue.prototype.getDefinitions=function(){return this._definitions};ue.prototype.detach=function(){let e=this._container,t=e.parentNode;t&&(this._emit("detach",{}),t.removeChild(e))};ue.prototype._init=function(e,t,r){let n=r.modules||this.getModules(r),i=r.additionalModules||[],o=[{bpmnjs:["value",this],moddle:["value",t]}],l=[].concat(o,n,i),u=R(ki(r,["additionalModules"]),{canvas:R({},r.canvas,{container:e}),modules:l});mt.call(this,u),r&&r.container&&this.attachTo(r.container)};ue.prototype._emit=function(e,t){return this.get("eventBus").fire(e,t)};ue.prototype._createContainer=function(e){let t=xe('<div class="bjs-container bio-theme-parent"></div>');return ke(t,{width:la(e.width),height:la(e.height),position:e.position}),t};ue.prototype._createModdle=function(e){let t=R({},this._moddleExtensions,e.moddleExtensions);return new na(t)};ue.prototype._modules=[];function un(e,t){return e.warnings=t,e}function vc(e){let r=/unparsable content <([^>]+)> detected([\s\S]*)$/.exec(e.message);return r&&(e.message="unparsable content <"+r[1]+"> detected; this may indicate an invalid BPMN 2.0 diagram file"+r[2]),e}var bc={width:"100%",height:"100%",position:"relative"};function la(e){return e+(Fe(e)?"px":"")}function xc(e,t){return t&&ve(e.diagrams,function(r){return r.id===t})||null}function wc(e){let r='<a href="http://bpmn.io" target="_blank" class="bjs-powered-by" title="Powered by bpmn.io" >'+ai+"</a>",n=xe(r);ke(Ye("svg",n),si),ke(n,li,{position:"absolute",bottom:"15px",right:"15px",zIndex:"100"}),e.appendChild(n),Se.bind(n,"click",function(i){aa(),i.preventDefault()})}function Dt(e){ue.call(this,e)}ge(Dt,ue);Dt.prototype._modules=[no,co,Vr,Xr,Br];Dt.prototype._moddleExtensions={};var Ec=300;function cn(e,t,r){this._selectionWasVisible=!1;let n=or(()=>{this._selectionWasVisible=i()},Ec);e.on("canvas.viewbox.changed",n),e.on("selection.changed",n),e.on("diagram.destroy",()=>{n.cancel()}),e.on("canvas.resized",()=>{var o=r.get();if(o.length&&this._selectionWasVisible&&!i()){var l=t.getRootElement();t.scrollToElement(o.concat(l))}});function i(){var o=r.get();if(!o.length)return!1;var l=bt(o),u=t.viewbox(),p=Rt(l),f=Rt(u);return p.left>=f.left&&p.right<=f.right&&p.top>=f.top&&p.bottom<=f.bottom}this._flush=n.flush}cn.$inject=["eventBus","canvas","selection"];var ua={__init__:["keepSelectionVisible"],__depends__:[Xr],keepSelectionVisible:["type",cn]};var ca=["c","C"],pa=["v","V"],_c=["d","D"],kc=["x","X"],fa=["y","Y"],ui=["z","Z"];function da(e){return e.ctrlKey||e.metaKey||e.shiftKey||e.altKey}function et(e){return e.altKey?!1:e.ctrlKey||e.metaKey}function We(e,t){return e=ce(e)?e:[e],e.indexOf(t.key)!==-1||e.indexOf(t.code)!==-1||e.indexOf(Rc(t))!==-1}var Sc=/^(?!\p{Script_Extensions=Latin}|\p{Script=Common})\p{Letter}$/u,Ac=/^\P{Letter}$/u;function Rc(e){var t=e.key,r=/^Key([A-Z])$/.exec(e.code||"");if(!r||typeof t!="string")return null;var n=r[1];return Sc.test(t)?e.shiftKey?n:n.toLowerCase():e.shiftKey&&Ac.test(t)&&e.keyCode===n.charCodeAt(0)?n:null}function pn(e){return e.shiftKey}function ha(e){return et(e)&&We(ca,e)}function ma(e){return et(e)&&We(pa,e)}function ya(e){return et(e)&&We(_c,e)}function ga(e){return et(e)&&We(kc,e)}function va(e){return et(e)&&!pn(e)&&We(ui,e)}function ba(e){return et(e)&&(We(fa,e)||We(ui,e)&&pn(e))}var fn="keyboard.keydown",Cc="keyboard.keyup",Pc=1e3,xa="Keyboard binding is now implicit; explicit binding to an element got removed. For more information, see https://github.com/bpmn-io/diagram-js/issues/661";function _e(e,t){var r=this;this._config=e=e||{},this._eventBus=t,this._keydownHandler=this._keydownHandler.bind(this),this._keyupHandler=this._keyupHandler.bind(this),t.on("diagram.destroy",function(){r._fire("destroy"),r.unbind()}),e.bindTo&&console.error("unsupported configuration <keyboard.bindTo>",new Error(xa));var n=e&&e.bind!==!1;t.on("canvas.init",function(i){r._target=i.svg,n&&r.bind(),r._fire("init")})}_e.$inject=["config.keyboard","eventBus"];_e.prototype._keydownHandler=function(e){this._keyHandler(e,fn)};_e.prototype._keyupHandler=function(e){this._keyHandler(e,Cc)};_e.prototype._keyHandler=function(e,t){var r;if(!this._isEventIgnored(e)){var n={keyEvent:e};r=this._eventBus.fire(t||fn,n),r&&e.preventDefault()}};_e.prototype._isEventIgnored=function(e){return!1};_e.prototype.bind=function(e){e&&console.error("unsupported argument <node>",new Error(xa)),this.unbind(),e=this._node=this._target,Se.bind(e,"keydown",this._keydownHandler),Se.bind(e,"keyup",this._keyupHandler),this._fire("bind")};_e.prototype.getBinding=function(){return this._node};_e.prototype.unbind=function(){var e=this._node;e&&(this._fire("unbind"),Se.unbind(e,"keydown",this._keydownHandler),Se.unbind(e,"keyup",this._keyupHandler)),this._node=null};_e.prototype._fire=function(e){this._eventBus.fire("keyboard."+e,{node:this._node})};_e.prototype.addListener=function(e,t,r){it(e)&&(r=t,t=e,e=Pc),this._eventBus.on(r||fn,e,t)};_e.prototype.removeListener=function(e,t){this._eventBus.off(t||fn,e)};_e.prototype.hasModifier=da;_e.prototype.isCmd=et;_e.prototype.isShift=pn;_e.prototype.isKey=We;var Tc=500;function vr(e,t){var r=this;e.on("editorActions.init",Tc,function(n){var i=n.editorActions;r.registerBindings(t,i)})}vr.$inject=["eventBus","keyboard"];vr.prototype.registerBindings=function(e,t){function r(n,i){t.isRegistered(n)&&e.addListener(i)}r("undo",function(n){var i=n.keyEvent;if(va(i))return t.trigger("undo"),!0}),r("redo",function(n){var i=n.keyEvent;if(ba(i))return t.trigger("redo"),!0}),r("copy",function(n){var i=n.keyEvent;if(ha(i))return t.trigger("copy"),!0}),r("paste",function(n){var i=n.keyEvent;if(ma(i))return t.trigger("paste"),!0}),r("duplicate",function(n){var i=n.keyEvent;if(ya(i))return t.trigger("duplicate"),!0}),r("cut",function(n){var i=n.keyEvent;if(ga(i))return t.trigger("cut"),!0}),r("stepZoom",function(n){var i=n.keyEvent;if(We(["+","="],i)&&et(i))return t.trigger("stepZoom",{value:1}),!0}),r("stepZoom",function(n){var i=n.keyEvent;if(We("-",i)&&et(i))return t.trigger("stepZoom",{value:-1}),!0}),r("zoom",function(n){var i=n.keyEvent;if(We("0",i)&&et(i))return t.trigger("zoom",{value:1}),!0}),r("removeSelection",function(n){var i=n.keyEvent;if(We(["Backspace","Delete"],i))return t.trigger("removeSelection"),!0})};var wa={__init__:["keyboard","keyboardBindings"],keyboard:["type",_e],keyboardBindings:["type",vr]};var jc={moveSpeed:50,moveSpeedAccelerated:200};function dn(e,t,r){var n=this;this._config=R({},jc,e||{}),t.addListener(i);function i(o){var l=o.keyEvent,u=n._config;if(t.isCmd(l)&&t.isKey(["ArrowLeft","ArrowUp","ArrowDown","ArrowRight"],l)){var p=t.isShift(l)?u.moveSpeedAccelerated:u.moveSpeed,f;switch(l.key){case"ArrowLeft":f="left";break;case"ArrowUp":f="up";break;case"ArrowRight":f="right";break;case"ArrowDown":f="down";break}return n.moveCanvas({speed:p,direction:f}),!0}}this.moveCanvas=function(o){var l=0,u=0,p=o.speed,f=p/Math.min(Math.sqrt(r.viewbox().scale),1);switch(o.direction){case"left":l=f;break;case"up":u=f;break;case"right":l=-f;break;case"down":u=-f;break}r.scroll({dx:l,dy:u})}}dn.$inject=["config.keyboardMove","keyboard","canvas"];var Ea={__depends__:[wa],__init__:["keyboardMove"],keyboardMove:["type",dn]};var Mc=/^djs-cursor-.*$/;function ci(e){var t=Qe(document.body);t.removeMatching(Mc),e&&t.add("djs-cursor-"+e)}function _a(){ci(null)}var Dc=5e3;function ka(e,t){t=t||"element.click";function r(){return!1}return e.once(t,Dc,r),function(){e.off(t,r)}}function pi(e,t){return{x:e.x-t.x,y:e.y-t.y}}var Nc=15;function hn(e,t){var r;function n(u){return l(u.originalEvent)}e.on("canvas.focus.changed",function(u){u.focused?e.on("element.mousedown",500,n):e.off("element.mousedown",n)}),e.on("diagram.destroy",function(){r&&o()});function i(u){var p=r.start,f=r.button,b=zn(u),E=pi(b,p);if(!r.dragging&&Oc(E)>Nc&&(r.dragging=!0,f===0&&ka(e),ci("grab")),r.dragging){var O=r.last||r.start;E=pi(b,O),t.scroll({dx:E.x,dy:E.y}),r.last=b}u.preventDefault()}function o(u){Se.unbind(document,"mousemove",i),Se.unbind(document,"mouseup",o),r=null,_a()}function l(u){if(!Dn(u.target,".djs-draggable")){var p=u.button;if(!(p>=2||u.ctrlKey||u.shiftKey||u.altKey))return r={button:p,start:zn(u)},Se.bind(document,"mousemove",i),Se.bind(document,"mouseup",o),!0}}this.isActive=function(){return!!r}}hn.$inject=["eventBus","canvas"];function Oc(e){return Math.sqrt(Math.pow(e.x,2)+Math.pow(e.y,2))}var Sa={__init__:["moveCanvas"],moveCanvas:["type",hn]};function br(e){return Math.log(e)/Math.log(10)}function fi(e,t){var r=br(e.min),n=br(e.max),i=Math.abs(r)+Math.abs(n);return i/t}function Aa(e,t){return Math.max(e.min,Math.min(e.max,t))}var Bc=Math.sign||function(e){return e>=0?1:-1},di={min:.2,max:4},Ra=10,Lc=.1,Ic=.75;function tt(e,t,r){e=e||{},this._enabled=!1,this._canvas=r,this._container=r._container,this._handleWheel=ot(this._handleWheel,this),this._totalDelta=0,this._scale=e.scale||Ic;var n=this;t.on("canvas.mouseover",function(){n._init(e.enabled!==!1)}),t.on("canvas.mouseout",function(){n._init(!1)})}tt.$inject=["config.zoomScroll","eventBus","canvas"];tt.prototype.scroll=function(t){this._canvas.scroll(t)};tt.prototype.reset=function(){this._canvas.zoom("fit-viewport")};tt.prototype.zoom=function(t,r){var n=fi(di,Ra*2);this._totalDelta+=t,Math.abs(this._totalDelta)>Lc&&(this._zoom(t,r,n),this._totalDelta=0)};tt.prototype._handleWheel=function(t){if(this._enabled){var r=this._container;t.preventDefault();var n=t.ctrlKey||po()&&t.metaKey,i=t.shiftKey,o=-1*this._scale,l;if(n?o*=t.deltaMode===0?.02:.32:o*=t.deltaMode===0?1:16,n){var u=r.getBoundingClientRect(),p={x:t.clientX-u.left,y:t.clientY-u.top};l=Math.sqrt(Math.pow(t.deltaY,2)+Math.pow(t.deltaX,2))*Bc(t.deltaY)*o,this.zoom(l,p)}else i?l={dx:o*t.deltaY,dy:0}:l={dx:o*t.deltaX,dy:o*t.deltaY},this.scroll(l)}};tt.prototype.stepZoom=function(t,r){var n=fi(di,Ra);this._zoom(t,r,n)};tt.prototype._zoom=function(e,t,r){var n=this._canvas,i=e>0?1:-1,o=br(n.zoom()),l=Math.round(o/r)*r;l+=r*i;var u=Math.pow(10,l);n.zoom(Aa(di,u),t)};tt.prototype.toggle=function(t){var r=this._container,n=this._handleWheel,i=this._enabled;return typeof t>"u"&&(t=!i),i!==t&&Se[t?"bind":"unbind"](r,"wheel",n,!1),this._enabled=t,t};tt.prototype._init=function(e){this.toggle(e)};var Ca={__init__:["zoomScroll"],zoomScroll:["type",tt]};function Wt(e){Dt.call(this,e)}ge(Wt,Dt);Wt.prototype._navigationModules=[ua,Ea,Sa,Ca];Wt.prototype._modules=[].concat(Dt.prototype._modules,Wt.prototype._navigationModules);function Ce(e,t="",r=""){let n=document.createElement(e);return t&&(n.className=t),r&&(n.textContent=r),n}function $t(e,t,r){let n=Ce("button","",e);return n.type="button",n.title=t,/\p{L}/u.test(e)||n.setAttribute("aria-label",t),n.addEventListener("click",r),n}function Fc(e,t){let r=Ce("span","key"),n=Ce("i",`swatch swatch-${e}`);return n.setAttribute("aria-hidden","true"),r.append(n,Ce("span","",t)),r}function zc(e,t,r){let n=r.nameOf(e),i=t.overdue.includes(e),o=$t(n,i?`${n}: ${t.words.overdue}`:n,()=>{r.centre(e),r.onChoose(e)});return o.className=i?"live late":"live",o}function Vc(e){let t=Ce("span","key");for(let r of[1,2,3,4,5]){let n=Ce("i",`swatch swatch-heat-${r}`);n.setAttribute("aria-hidden","true"),t.append(n)}return t.append(Ce("span","",e)),t}function Pa(e,t,r){let{words:n}=t;if(Object.keys(t.heat??{}).length>0){e.replaceChildren(Vc(n.heat));return}let i=["active","overdue","incident","done"].map(l=>Fc(l,n[l])),o=Object.keys(t.active).map(l=>zc(l,t,r));e.replaceChildren(...i,...o)}var Wc=["active","done","overdue","incident","other-pool","taken","selected","thick","heat-1","heat-2","heat-3","heat-4","heat-5"],Ma="carelane-badge",hi=24,xr=-12,$c=["bpmn:CallActivity","bpmn:EndEvent"];function Da(e){e.get("overlays").remove({type:Ma});let t=e.get("canvas");for(let r of e.get("elementRegistry").getAll())for(let n of Wc)t.removeMarker(r,`carelane-${n}`)}function mn(e,t,r,n,i,o){let l=Ce("div",`badge badge-${r}`,n);l.title=i,e.get("overlays").add(t,Ma,{position:o,html:l})}function Ta(e,t,r){let n=i=>(e.attachers??[]).some(o=>{let l=o.x-e.x,u=o.y-e.y;return i<l+o.width&&l<i+hi&&xr<u+o.height&&u<xr+hi});for(let i=t;i>-hi&&i<e.width;i+=r)if(!n(i))return{top:xr,left:i};return{top:xr,left:t}}function Nt(e,t,r){let n=e.get("elementRegistry");for(let i of t)n.get(i)&&e.get("canvas").addMarker(i,`carelane-${r}`)}function ja(e,t){for(let r=e;r;r=r.parent)if(r.id===t)return!0;return!1}function Hc(e,t){let r=e.get("elementRegistry");if(!t||!r.get(t))return;let n=e.get("canvas"),i=r.filter(o=>o.type==="bpmn:Participant"&&o.id!==t);for(let o of i)n.addMarker(o,"carelane-other-pool")}function Na(e,t){let r=e.get("elementRegistry");Nt(e,t.done,"done"),Nt(e,t.flows,"taken"),Nt(e,Object.keys(t.active),"active"),Nt(e,t.overdue,"overdue"),Nt(e,t.incidents,"incident");for(let[i,o]of Object.entries(t.heat??{}))Nt(e,[i],`heat-${o}`);for(let[i,o]of Object.entries(t.notes??{}))r.get(i)&&mn(e,i,"note",o,o,{top:xr,left:6});t.selected&&Nt(e,[t.selected],"selected");let n=r.filter(i=>$c.includes(i.type)&&!i.labelTarget);Nt(e,n.map(i=>i.id),"thick"),Hc(e,t.pool);for(let[i,o]of Object.entries(t.active)){let l=r.get(i);if(l===void 0||!ja(l,t.pool||l.id))continue;let u=t.overdue.includes(i),p=u?t.words.overdue:t.words.active;mn(e,i,u?"overdue":"active",String(o),p,Ta(l,l.width-14,-6))}for(let[i,o]of Object.entries(t.visits)){let l=r.get(i);l===void 0||!ja(l,t.pool||l.id)||mn(e,i,"visits",`×${o}`,t.words.visits.replace("{count}",o),{bottom:12,left:-8})}for(let i of t.incidents){let o=r.get(i);o&&mn(e,i,"incident","!",t.words.incident,Ta(o,-12,6))}}function Oa(e,t,r){e.replaceChildren($t("+",t.zoom_in,()=>r.zoomBy(1.25)),$t("−",t.zoom_out,()=>r.zoomBy(.8)),$t(t.fit,t.fit_help,()=>r.fit()),$t(t.now,t.now_help,()=>r.focus()))}var Ba=.55,Kc=.85;function Uc(e,t){let r=Math.max(e.width,Math.min(110,t.length*7+6));e.x-=(r-e.width)/2,e.width=r}function Yc(e,t){let r=e.get("elementRegistry"),n=e.get("graphicsFactory");for(let i of r.getAll()){let o=t[i.businessObject?.id];if(o===void 0)continue;i.businessObject.name=o,i.labelTarget&&Uc(i,o);let l=i.waypoints?"connection":"shape";n.update(l,i,r.getGraphics(i))}}var yn=class{constructor(t){this.frame=Ce("div","frame"),this.toolbar=Ce("div","toolbar"),this.stage=Ce("div","stage"),this.stage.tabIndex=0,this.legend=Ce("div","legend"),this.problem=Ce("p","problem"),this.problem.setAttribute("role","alert"),this.frame.append(this.toolbar,this.stage,this.problem,this.legend),t.appendChild(this.frame),this.viewer=new Wt({container:this.stage}),this.onChoose=()=>{},this.shown="",this.queue=Promise.resolve(),this.listen()}listen(){this.viewer.get("eventBus").on("element.click",({element:t})=>this.choose(t)),this.stage.addEventListener("keydown",t=>this.key(t)),this.observer=new ResizeObserver(()=>this.resized()),this.observer.observe(this.stage)}show(t){this.queue=this.queue.then(()=>this.draw(t)).catch(r=>this.fail(r))}async draw(t){this.data=t,this.stage.style.height=`${t.height}px`,this.stage.setAttribute("aria-label",t.words.diagram),this.problem.textContent="";let r=JSON.stringify([t.xml,t.names]);r!==this.shown&&(await this.viewer.importXML(t.xml),Yc(this.viewer,t.names),this.shown=r,this.placed=!1),Da(this.viewer),Na(this.viewer,t),Oa(this.toolbar,t.words,this),Pa(this.legend,t,this),this.placed||this.place()}fail(t){this.shown="",this.problem.textContent=`${this.data.words.broken} ${t.message}`}nameOf(t){return this.viewer.get("elementRegistry").get(t)?.businessObject?.name||t}choose(t){let r=t===this.viewer.get("canvas").getRootElement();this.onChoose(r?"":t.labelTarget?.id??t.id)}resized(){!this.shown||this.stage.clientWidth===0||(this.viewer.get("canvas").resized(),this.moved||this.place())}place(){this.stage.clientWidth!==0&&(this.placed=!0,this.fit(),this.viewer.get("canvas").zoom()<Ba&&this.focus(),this.moved=!1)}fit(){let t=this.viewer.get("canvas");t.zoom("fit-viewport","auto"),t.zoom(Math.min(1.25,t.zoom()*.95),"auto"),this.moved=!0}focus(){let t=this.viewer.get("elementRegistry"),n=[this.data.selected,...this.data.incidents,...Object.keys(this.data.active)].find(i=>t.get(i));n!==void 0?this.centre(n):t.get(this.data.pool)&&this.showStart(t.get(this.data.pool))}showStart(t){let r=this.viewer.get("canvas");r.zoom(Ba,"auto");let n=r.viewbox(),i=t.height>n.height?t.y-20:t.y+t.height/2-n.height/2;r.viewbox({x:t.x-20,y:i,width:n.width,height:n.height})}zoomBy(t){let r=this.viewer.get("canvas");r.zoom(Math.min(4,Math.max(.15,r.zoom()*t)),"auto"),this.moved=!0}centre(t){let r=this.viewer.get("canvas"),n=this.viewer.get("elementRegistry").get(t);if(n===void 0)return;r.zoom(Kc,"auto");let i=r.viewbox();r.viewbox({x:n.x+(n.width??0)/2-i.width/2,y:n.y+(n.height??0)/2-i.height/2,width:i.width,height:i.height}),this.moved=!0}key(t){let n={"+":()=>this.zoomBy(1.2),"=":()=>this.zoomBy(1.2),"-":()=>this.zoomBy(.8333333333333334),0:()=>this.fit()}[t.key];n===void 0||t.ctrlKey||t.metaKey||(t.preventDefault(),n())}close(){this.observer.disconnect(),this.viewer.destroy(),this.frame.remove()}};var mi=new WeakMap;function qc(e){let t=document.createElement("style");t.textContent=`${gi}
${vi}
${bi}`,e.appendChild(t)}function Gc({data:e,parentElement:t,setStateValue:r}){let n=mi.get(t);return n===void 0&&(qc(t),n=new yn(t),mi.set(t,n)),n.onChoose=i=>r("element",i),n.show(e),()=>{n.close(),mi.delete(t)}}export{Gc as default};
