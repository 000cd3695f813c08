// Runs the exported clients: `run.exe http://127.0.0.1:8080 CASES...`, against the example server and against cases such as
// those in `tests/conformance`.

using System.Json;
using System.Linq;

internal static class Run
{
    private static int Main(string[] arguments)
    {
        var server = new Server(arguments[0]);
        int failures = arguments.Skip(1).Sum(path => Conformance.Check(path));
        foreach (JsonValue row in (JsonArray)server.Listing("")["catalogues"])
        {
            failures += Answers.Check(server, row["catalogue"]);
        }
        var report = new Report("csharp typed");
        Typed.Check(report, server);
        failures += report.Close();
        report = new Report("csharp broken bodies");
        Broken.Check(report);
        failures += report.Close();
        report = new Report("csharp websocket molroo-socket");
        Socket.Check(report, server);
        failures += report.Close();
        return failures == 0 ? 0 : 1;
    }
}
