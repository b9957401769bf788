package io.diag.heap.graph;

import io.diag.heap.file.ColumnFolder;
import io.diag.hprof.ReadOutcome;
import io.diag.hprof.Truncation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The objects of a dump as numbers, with their classes, sizes and strong references. What is of the
 * size of the heap is mapped. Built by one thread, then read by any.
 */
public final class HeapGraph {
  private static final long BYTES_WHILE_ANALYSED = 130;
  private static final long SPARE_BYTES = 64L << 20;
  private static final String FACTS = "facts";
  private static final String SKELETON = "skeleton.hprof";

  private final ColumnFolder folder;
  private final DumpFile dump;
  private final Skeleton skeleton;
  private final ClassTable classes;
  private final ObjectIndex index;
  private final GraphColumns columns;
  private final Optional<String> cut;
  private boolean ordered;
  private final int idSize;
  private References references;
  private ObjectPlaces places;
  private long referenceCount;
  private int innerCount;
  private long outsideCount;
  private long weakCount;
  private long damagedCount;
  private HeapLayout layout;
  private ClassSizes sizes;
  private int[] roots;
  private boolean rootsAreGuessed;

  private HeapGraph(
      ColumnFolder folder,
      DumpFile dump,
      Skeleton skeleton,
      Optional<String> cut,
      int idSize,
      ClassTable classes,
      ObjectIndex index,
      GraphColumns columns) {
    this.folder = folder;
    this.dump = dump;
    this.skeleton = skeleton;
    this.cut = cut;
    this.idSize = idSize;
    this.classes = classes;
    this.index = index;
    this.columns = columns;
  }

  /**
   * Reads a dump twice. Blocks for as long.
   *
   * @param folder for what lasts, and for what does while the analysis runs
   * @throws io.diag.hprof.HprofException if it is no dump
   */
  public static HeapGraph read(DumpFile dump, ColumnFolder folder, Progress progress)
      throws IOException {
    DumpSurvey survey = new DumpSurvey(folder, dump, 3);
    ReadOutcome outcome = dump.read(survey, "objects", progress);
    if (survey.isMisaligned()) {
      survey = new DumpSurvey(folder, dump, 0);
      outcome = dump.read(survey, "objects", progress);
    }
    requireDisk(folder, survey.objects() * BYTES_WHILE_ANALYSED);
    int idSize = survey.header() == null ? Long.BYTES : survey.header().idSize();
    ClassTable classes = new ClassTable(survey, idSize);
    HeapGraph graph =
        new HeapGraph(
            folder,
            dump,
            survey,
            outcome.truncation().map(Truncation::toString),
            idSize,
            classes,
            ObjectIndex.write(folder, survey.pages(), survey.objects()),
            GraphColumns.create(folder, survey.objects(), classes.size()));
    graph.ordered = survey.isOrdered();
    graph.write(outcome.bytes(), progress);
    graph.setLayout(new LayoutFinder(graph, idSize, survey.alignment()).find());
    graph.findRoots();
    return graph;
  }

  /**
   * Opens what {@link #keep} has written. Fast, and reads little.
   *
   * @param folder to be read only
   */
  public static HeapGraph open(ColumnFolder folder) throws IOException {
    GraphFacts facts = GraphFacts.read(folder.path().resolve(FACTS));
    Path file = folder.path().resolve(SKELETON);
    DumpFile small = DumpFile.plain(file, Files.size(file));
    Skeleton skeleton = new Skeleton(folder, small);
    small.read(skeleton, "classes", Progress.SILENT);
    ClassTable classes = new ClassTable(skeleton, facts.idSize());
    for (int type = 0; type < classes.size(); type++) {
      classes.get(type).instanceBytes(facts.instanceBytes().get(type));
    }
    HeapGraph graph =
        new HeapGraph(
            folder,
            DumpFile.plain(facts.dump(), facts.dumpBytes()),
            skeleton,
            facts.cut().isEmpty() ? Optional.empty() : Optional.of(facts.cut()),
            facts.idSize(),
            classes,
            ObjectIndex.open(folder, facts.shift(), facts.objects()),
            GraphColumns.open(folder, facts.objects(), classes.size()));
    graph.ordered = facts.ordered();
    graph.setLayout(facts.layout());
    graph.references = References.open(folder, facts.objects());
    graph.places =
        ObjectPlaces.open(folder, facts.objects(), facts.ordered(), graph.classNumbers());
    graph.findRoots();
    return graph;
  }

  /** Writes down what {@link #open} needs beside the columns. */
  public void keep() throws IOException {
    columns.keepLengths(folder, objects());
    SkeletonFile.write(skeleton, idSize, folder.path().resolve(SKELETON));
    List<Long> sizes = new ArrayList<>();
    for (int type = 0; type < classes.size(); type++) {
      sizes.add(classes.get(type).instanceBytes());
    }
    new GraphFacts(
            dump.path(),
            dump.bytes(),
            idSize,
            index.shift(),
            objects(),
            ordered,
            layout,
            cut.orElse(""),
            sizes)
        .write(folder.path().resolve(FACTS));
  }

  private void setLayout(HeapLayout found) {
    layout = found;
    sizes = new ClassSizes(classes, found);
  }

  private void findRoots() {
    RootFinder finder = new RootFinder(this);
    roots = finder.find();
    rootsAreGuessed = finder.isGuessed();
  }

  /**
   * Makes sure that there is disk for columns that pass; running out of it under a mapped file
   * would end this JVM.
   *
   * @param bytes for each object
   * @throws IOException if there is too little
   */
  public void requireDisk(int bytes) throws IOException {
    requireDisk(folder, (long) bytes * objects() + SPARE_BYTES);
  }

  private static void requireDisk(ColumnFolder folder, long needed) throws IOException {
    long free = Files.getFileStore(folder.path()).getUsableSpace();
    if (free < needed) {
      throw new IOException(
          "the analysis needs "
              + (needed >> 20)
              + " MB for a while in "
              + folder.path()
              + ", where "
              + (free >> 20)
              + " MB are free");
    }
  }

  private void write(long bytes, Progress progress) throws IOException {
    long mostBytes = 2 * dump.bytes() + 64;
    LastingReferences lasting = new LastingReferences(folder, index.objects(), mostBytes);
    ReferenceLog log = ordered ? lasting.log() : new ReferenceLog(lasting.spare(folder, mostBytes));
    ObjectPlaces.Writer placesWriter =
        new ObjectPlaces.Writer(folder, index.objects(), ordered, dump.bytes() / 16 + 2);
    GraphWriter writer =
        new GraphWriter(index, classes, idSize, ordered, log, columns, placesWriter);
    if (!ordered) {
      writer.putClasses();
    }
    ReadOutcome again = dump.read(writer, "references", progress);
    if (again.bytes() != bytes) {
      throw new IOException(dump.path() + " changed while it was read");
    }
    writer.putClasses();
    places = placesWriter.finish(classNumbers());
    references = ordered ? lasting.finish(columns.starts) : lasting.reorder(columns.starts);
    referenceCount = log.count();
    innerCount = writer.inner();
    outsideCount = writer.outside();
    weakCount = writer.weak();
    damagedCount = writer.damaged();
  }

  public ColumnFolder folder() {
    return folder;
  }

  public DumpFile dump() {
    return dump;
  }

  public Skeleton skeleton() {
    return skeleton;
  }

  public ClassTable classes() {
    return classes;
  }

  public ObjectIndex index() {
    return index;
  }

  public GraphColumns columns() {
    return columns;
  }

  public References references() {
    return references;
  }

  ObjectPlaces places() {
    return places;
  }

  private int[] classNumbers() {
    return ClassObject.sorted(classes, index).stream().mapToInt(ClassObject::number).toArray();
  }

  /** Where the dump is cut; absent of a whole one. */
  public Optional<String> cut() {
    return cut;
  }

  public int idSize() {
    return idSize;
  }

  public HeapLayout layout() {
    return layout;
  }

  /** Brings a cursor of {@link #references} to an object; false if it has none. */
  public boolean seek(References.Cursor cursor, int object) {
    if (columns.starts == null) {
      cursor.seek(object);
    } else if (columns.search.get(object) <= GraphColumns.LEAF) {
      return false;
    } else {
      cursor.seek(columns.starts.get(object) - 1, object);
    }
    return true;
  }

  /** How many objects there are, classes among them. */
  public int objects() {
    return index.objects();
  }

  public HeapClass type(int object) {
    return classes.get(columns.types.get(object));
  }

  /** Bytes of an object itself, in the heap that was dumped. */
  public long shallowBytes(int object) {
    return shallowBytes(object, columns.types.get(object));
  }

  /**
   * @param type the number of the object's class
   */
  public long shallowBytes(int object, int type) {
    long bytes = sizes.instanceBytes(type);
    return bytes >= 0 ? bytes : sizes.bytes(type, columns.length(object));
  }

  /** Numbers of the objects that are alive by themselves, each once, ascending. */
  public int[] roots() {
    return roots;
  }

  /** Whether the dump has no roots, and classes and threads stand in for them. */
  public boolean rootsAreGuessed() {
    return rootsAreGuessed;
  }

  /** Strong references between objects, a repeated one in a row once. */
  public long referenceCount() {
    return referenceCount;
  }

  /** How many objects have references. */
  public int innerCount() {
    return innerCount;
  }

  /** References to addresses where nothing was dumped. */
  public long outsideCount() {
    return outsideCount;
  }

  /** Referents of weak, soft, phantom and final references, which are not followed. */
  public long weakCount() {
    return weakCount;
  }

  /** Objects whose class is not known or does not suit them. */
  public long damagedCount() {
    return damagedCount;
  }
}
