import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.util.BundleUtil;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hl7.fhir.instance.model.api.IBaseBundle;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;

/** HAPI's generic client, unchanged: java Writes.java BASE KEY prints one line for each step. */
public class Writes {
  static FhirContext context;
  static IGenericClient client;
  static Class<? extends IBaseBundle> bundles;

  public static void main(String[] arguments) {
    String base = arguments[0], version = base.substring(base.length() - 2);
    context = version.equals("r4") ? FhirContext.forR4() : FhirContext.forR5();
    context.getRestfulClientFactory().setSocketTimeout(120_000);
    bundles = context.getResourceDefinition("Bundle").getImplementingClass().asSubclass(IBaseBundle.class);
    client = context.newRestfulGenericClient(base); // asks for /metadata, and refuses another version
    client.registerInterceptor(new BearerTokenAuthInterceptor(arguments[1]));
    String prefix = "https://a.example.org/hapi/" + version;

    List<MethodOutcome> made = IntStream.range(0, 7)
        .mapToObj(number -> client.create().resource(valueSet(null, prefix, number + "", "Set " + number)).execute())
        .collect(Collectors.toList());
    Set<String> ids = new HashSet<>();
    made.forEach(outcome -> ids.add(outcome.getId().getIdPart()));
    System.out.println("created " + ids.size() + " at version " + made.get(0).getId().getVersionIdPart());
    System.out.println("again " + client.create().resource(valueSet(null, prefix, "0", "Other"))
        .conditionalByUrl("ValueSet?url=" + prefix + "/0").execute().getId().getIdPart().equals(made.get(0).getId().getIdPart()));

    IIdType id = made.get(2).getId().toUnqualifiedVersionless();
    IBaseResource read = client.read().resource("ValueSet").withId(id.getIdPart()).execute();
    System.out.println("read " + text(read, "title") + " at version " + read.getIdElement().getVersionIdPart());
    MethodOutcome updated = client.update().resource(valueSet(id.getIdPart(), prefix, "2", "Changed"))
        .withAdditionalHeader("If-Match", "W/\"1\"").execute();
    System.out.println("updated to version " + updated.getId().getVersionIdPart());
    try {
      client.update().resource(valueSet(id.getIdPart(), prefix, "2", "Late"))
          .withAdditionalHeader("If-Match", "W/\"1\"").execute();
    } catch (BaseServerResponseException error) {
      System.out.println("too late " + error.getStatusCode() + " " + (error.getOperationOutcome() != null));
    }
    client.patch().withBody("[{\"op\":\"replace\",\"path\":\"/title\",\"value\":\"Patched\"}]").withId(id).execute();
    System.out.println("vread " + text(client.read().resource("ValueSet").withIdAndVersion(id.getIdPart(), "2").execute(), "title"));
    System.out.println("current " + text(client.read().resource("ValueSet").withId(id.getIdPart()).execute(), "title"));

    IBaseBundle page = client.search().byUrl("ValueSet?url:below=" + prefix).count(3).returnBundle(bundles).execute();
    System.out.println("paged " + pages(page).stream().map(item -> item.getIdElement().getIdPart()).distinct().count());
    client.delete().resourceById(id).execute();
    try {
      client.read().resource("ValueSet").withId(id.getIdPart()).execute();
    } catch (BaseServerResponseException error) {
      System.out.println("gone " + error.getStatusCode());
    }
    IBaseBundle history = client.history().onInstance(id).returnBundle(bundles).count(2).execute();
    System.out.println("history " + pages(history).size());
    System.out.println("types " + (pages(client.history().onType("ValueSet").returnBundle(bundles).count(5).execute()).size() >= 9));

    String entry = "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[%s,%s]}";
    String first = entry(prefix, "t1"), second = entry(prefix, "t2"), third = entry(prefix, "t3");
    String done = client.transaction().withBundle(String.format(entry, first, second)).execute();
    System.out.println("transaction " + done.split("\"201").length);
    try {
      client.transaction().withBundle(String.format(entry, third, first)).execute();
    } catch (BaseServerResponseException error) {
      IBaseBundle found = client.search().byUrl("ValueSet?url=" + prefix + "/t3").returnBundle(bundles).execute();
      System.out.println("nothing of " + error.getStatusCode() + " " + pages(found).size());
    }
  }

  static List<IBaseResource> pages(IBaseBundle page) {
    List<IBaseResource> found = BundleUtil.toListOfResources(context, page);
    while (BundleUtil.getLinkUrlOfType(context, page, "next") != null) {
      page = client.loadPage().next(page).execute();
      found.addAll(BundleUtil.toListOfResources(context, page));
    }
    return found;
  }

  static String entry(String prefix, String number) {
    String resource = context.newJsonParser().encodeResourceToString(valueSet(null, prefix, number, "T"));
    return "{\"request\":{\"method\":\"POST\",\"url\":\"ValueSet\"},\"resource\":" + resource + "}";
  }

  static IBaseResource valueSet(String id, String prefix, String number, String title) {
    String own = id == null ? "" : "\"id\":\"" + id + "\",";
    return context.newJsonParser().parseResource("{\"resourceType\":\"ValueSet\"," + own + "\"url\":\"" + prefix + "/" + number
        + "\",\"version\":\"1.0.0\",\"title\":\"" + title + "\",\"status\":\"draft\",\"compose\":{\"include\":[{\"system\":"
        + "\"https://a.example.org/c\",\"concept\":[{\"code\":\"a\"}]}]}}");
  }

  static String text(IBaseResource resource, String name) {
    return context.newTerser().getSinglePrimitiveValueOrNull(resource, name);
  }
}
