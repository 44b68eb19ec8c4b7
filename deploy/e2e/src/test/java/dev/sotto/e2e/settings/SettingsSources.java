package dev.sotto.e2e.settings;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Reads the mapping interfaces ({@code @ConfigMapping}) of the product from their source files, because compiled
 * classes have no Javadoc.
 */
final class SettingsSources {

    private SettingsSources() {}

    /** Returns the groups of one module, sorted by title. */
    static List<SettingsGroup> of(Path root, String module) throws IOException {
        List<Path> files = mappings(root.resolve(module).resolve("src/main/java"));
        if (files.isEmpty()) {
            return List.of();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            DocTrees docs = DocTrees.instance(task);
            Map<String, SettingsGroup> groups = new TreeMap<>();
            for (CompilationUnitTree unit : task.parse()) {
                SettingsGroup group = group(module, unit, docs);
                groups.put(group.title(), group);
            }
            return List.copyOf(groups.values());
        }
    }

    private static List<Path> mappings(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(SettingsSources::isMapping)
                    .toList();
        }
    }

    private static boolean isMapping(Path file) {
        try {
            return Files.readString(file).contains("\n@ConfigMapping(");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SettingsGroup group(String module, CompilationUnitTree unit, DocTrees docs) {
        ClassTree type = (ClassTree) unit.getTypeDecls().get(0);
        TreePath path = TreePath.getPath(unit, type);
        String prefix = Annotations.of(type.getModifiers()).member("ConfigMapping", "prefix");
        String title = Meaning.of(docs.getDocCommentTree(path));
        List<Setting> settings = new ArrayList<>();
        collect(prefix, path, docs, settings);
        return new SettingsGroup(module, title.substring(0, title.indexOf('.')), settings);
    }

    private static void collect(String prefix, TreePath type, DocTrees docs, List<Setting> into) {
        Map<String, ClassTree> nested = members(type, ClassTree.class)
                .collect(Collectors.toMap(group -> group.getSimpleName().toString(), group -> group));
        members(type, MethodTree.class).forEach(method -> {
            TreePath path = new TreePath(type, method);
            Annotations annotations = Annotations.of(method.getModifiers());
            String key = annotations.has("WithParentName")
                    ? prefix
                    : prefix + "."
                            + annotations.value(
                                    "WithName", kebab(method.getName().toString()));
            ClassTree group = nested.get(method.getReturnType().toString());
            Optional<ClassTree> named = nested.values().stream()
                    .filter(each -> isMapOf(method.getReturnType(), each))
                    .findFirst();
            if (named.isPresent()) {
                collect(key + ".<name>", new TreePath(type, named.get()), docs, into);
            } else if (group != null) {
                collect(key, new TreePath(type, group), docs, into);
            } else {
                into.add(setting(key, method, annotations, Meaning.of(docs.getDocCommentTree(path))));
            }
        });
    }

    /** Whether a method returns groups of settings by their names. */
    private static boolean isMapOf(Tree type, ClassTree group) {
        return type.toString().matches("Map<String, (@Valid )?(@Valid\\(\\) )?" + group.getSimpleName() + ">");
    }

    private static <T extends Tree> Stream<T> members(TreePath type, Class<T> kind) {
        return ((ClassTree) type.getLeaf())
                .getMembers().stream().filter(kind::isInstance).map(kind::cast);
    }

    private static Setting setting(String key, MethodTree method, Annotations annotations, String meaning) {
        ValueType type = ValueType.of(method.getReturnType(), annotations);
        String defaultValue = annotations.value("WithDefault", "");
        boolean required = defaultValue.isEmpty() && !type.optional();
        return new Setting(key, defaultValue, required, type.inWords(), meaning);
    }

    /** Converts a method name to a key, as SmallRye Config does. */
    static String kebab(String method) {
        return method.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
