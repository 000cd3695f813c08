// Runs the exported clients against the example server: `run.exe http://127.0.0.1:8080`.

using System;
using System.Collections.Generic;
using System.Json;
using System.Linq;

internal static class Run
{
    private static int Main(string[] arguments)
    {
        string root = arguments[0];
        var server = new Server(root);
        int failures = 0;
        var report = new Report("csharp catalogues");
        report.Check("each has a client", () => CheckCatalogues(server));
        failures += report.Close();
        foreach (string catalogue in Exceptions.Of.Keys)
        {
            report = new Report("csharp " + catalogue);
            new Entries(report, server, catalogue).Check();
            failures += report.Close();
        }
        report = new Report("csharp typed");
        Typed.Check(report, server);
        failures += report.Close();
        report = new Report("csharp forms");
        FormsOfErrors.Check(report);
        failures += report.Close();
        report = new Report("csharp broken bodies");
        Broken.Check(report);
        failures += report.Close();
        report = new Report("csharp websocket molroo-socket");
        Socket.Check(report, server);
        failures += report.Close();
        return failures == 0 ? 0 : 1;
    }

    private static void CheckCatalogues(Server server)
    {
        IEnumerable<string> listed = ((JsonArray)server.Listing("")["catalogues"]).Select(row => (string)row["catalogue"]);
        Same.Text(string.Join(" ", Exceptions.Of.Keys.OrderBy(it => it)), string.Join(" ", listed.OrderBy(it => it)));
    }
}
