// What pipeline/report needs of Tabulator; ./fetch bundles it into tabulator.min.js.
import Tabulator from "tabulator-tables/src/js/core/Tabulator.js";
import Filter from "tabulator-tables/src/js/modules/Filter/Filter.js";
import Format from "tabulator-tables/src/js/modules/Format/Format.js";
import FrozenColumns from "tabulator-tables/src/js/modules/FrozenColumns/FrozenColumns.js";
import Interaction from "tabulator-tables/src/js/modules/Interaction/Interaction.js";
import ResizeColumns from "tabulator-tables/src/js/modules/ResizeColumns/ResizeColumns.js";
import ResizeTable from "tabulator-tables/src/js/modules/ResizeTable/ResizeTable.js";
import Sort from "tabulator-tables/src/js/modules/Sort/Sort.js";

Tabulator.registerModule([Filter, Format, FrozenColumns, Interaction, ResizeColumns, ResizeTable, Sort]);

export default Tabulator;
