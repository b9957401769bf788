package io.diag.collector.jfr;

import java.util.List;

/** How values of one type are laid out, as the chunk's own metadata says. */
record Type(long id, String name, List<Field> fields) {}
