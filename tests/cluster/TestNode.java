import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.opensearch.Version;
import org.opensearch.common.settings.Settings;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;

/**
 * An OpenSearch node of version 2 or 3 on the loopback interface, run from its jars. No distribution, no bootstrap checks, no
 * security plugin: for tests alone. Arguments: name, HTTP port, transport port, transport addresses of the possible cluster
 * managers, home folder, roles.
 */
public final class TestNode extends Node {
  private static final boolean IS_3 = Version.CURRENT.major >= 3;

  @SuppressWarnings({"unchecked", "rawtypes"})
  private TestNode(Settings settings) throws ReflectiveOperationException {
    // Version 2 takes classes, version 3 descriptions: the constructor is the same once types are erased.
    super(
        InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> settings.get("node.name")),
        (Collection) modules(),
        false);
  }

  /** What every distribution brings and dateline uses: transport, analysers, scripts, the tasks that read a whole index. */
  private static List<Object> modules() throws ReflectiveOperationException {
    String suffix = IS_3 ? "ModulePlugin" : "Plugin";
    List<Object> found = new ArrayList<>();
    for (String stem :
        List.of(
            "org.opensearch.transport.Netty4",
            "org.opensearch.analysis.common.CommonAnalysis",
            "org.opensearch.painless.Painless",
            "org.opensearch.index.reindex.Reindex")) {
      String name = stem + suffix;
      found.add(IS_3 ? described(name) : Class.forName(name));
    }
    return found;
  }

  private static Object described(String name) throws ReflectiveOperationException {
    Class<?> type = Class.forName("org.opensearch.plugins.PluginInfo");
    Constructor<?> described =
        type.getConstructor(
            String.class, String.class, String.class, Version.class, String.class, String.class, String.class, List.class, boolean.class);
    return described.newInstance(name, "module", "NA", Version.CURRENT, "21", name, null, List.of(), false);
  }

  public static void main(String[] arguments) throws Exception {
    String name = arguments[0];
    Path home = Path.of(arguments[4]).toAbsolutePath();
    Files.createDirectories(home);
    Settings.Builder settings =
        Settings.builder()
            .put("cluster.name", "dateline-tests")
            .put("node.name", name)
            .putList("node.roles", arguments[5].split(","))
            .put("path.home", home)
            .put("path.data", home.resolve("data"))
            .put("path.logs", home.resolve("logs"))
            .put("network.host", "127.0.0.1")
            .put("http.port", arguments[1])
            .put("transport.port", arguments[2])
            .put("transport.type", "netty4")
            .put("http.type", "netty4")
            .putList("discovery.seed_hosts", arguments[3].split(","))
            // The disk of whoever runs the tests may be fuller than a cluster likes.
            .put("cluster.routing.allocation.disk.threshold_enabled", false);
    if (arguments[5].contains("cluster_manager")) {
      settings.putList("cluster.initial_cluster_manager_nodes", "node-1");
    }
    try {
      new TestNode(settings.build()).start();
    } catch (Exception cause) {
      // A node that is half started has threads that would keep the process.
      cause.printStackTrace();
      System.exit(1);
    }
    System.out.println(name + " runs OpenSearch " + Version.CURRENT);
    new CountDownLatch(1).await();
  }
}
