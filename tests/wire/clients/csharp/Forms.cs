// The catalogue of forms.yaml: what is read from where, and what comes before what.

using System;
using System.Collections.Generic;
using System.Linq;
using Forms;

internal static class FormsOfErrors
{
    internal static void Check(Report report)
    {
        report.Check("codes", CheckCodes);
        report.Check("the wait", CheckWaits);
        report.Check("what the body says of an unknown code", CheckTold);
        report.Check("what the catalogue says comes first", CheckEntry);
        report.Check("headers of several details", CheckHeaders);
        report.Check("user messages", CheckUserMessages);
        report.Check("ranges", CheckRanges);
        report.Check("nested values", CheckNested);
        report.Check("what is cut", CheckCut);
        report.Check("close codes", CheckCloseCodes);
    }

    private static FormsException Decode(int status, string body, params string[] headers)
    {
        var pairs = Enumerable.Range(0, headers.Length / 2).Select(at => new KeyValuePair<string, string>(headers[2 * at], headers[2 * at + 1]));
        return FormsException.Decode(status, pairs, body);
    }

    private static string Error(string members)
    {
        return "{\"error\":{" + members + "}}";
    }

    private static SlowDetails Slow(string details, params string[] headers)
    {
        return ((SlowException)Decode(429, Error("\"code\":\"SLOW\",\"details\":{" + details + "}"), headers)).Details;
    }

    private static void CheckCodes()
    {
        Same.Text(Decode(429, "<html>", "x-error-code", "BUSY").Code, ErrorCode.Busy);
        Same.Text(Decode(429, Error("\"code\":7,\"urn\":\"urn:forms:SLOW\"")).Code, ErrorCode.Slow);
        Same.Text(Decode(429, Error("\"code\":\"\""), "X-Error-Code", "BUSY").Code, ErrorCode.Busy);
        Same.Text(Decode(429, Error("\"code\":\"SLOW\""), "X-Error-Code", "BUSY").Code, ErrorCode.Slow);
        // The last of several places counts.
        Same.Text(Decode(429, Error("\"code\":\"SLOW\",\"urn\":\"urn:forms:BUSY\"")).Code, ErrorCode.Busy);
        // A response that can carry a code and does not is of no entry.
        Same.Text(Decode(409, Error("\"urn\":\"urn:other:ODD\"")).Code, null);
        Same.Text(Decode(409, Error("\"code\":\"odd\"")).Code, "odd");
    }

    private static void CheckWaits()
    {
        string all = Error("\"code\":\"SLOW\",\"retry_after\":8,\"details\":{\"wait\":7}");
        Same.Value(Decode(429, all, "Retry-After", "9").RetryAfter, TimeSpan.FromSeconds(9));
        Same.Value(Decode(429, all, "Retry-After", "soon").RetryAfter, TimeSpan.FromSeconds(8));
        Same.Value(Decode(429, all.Replace(":8", ":-8")).RetryAfter, TimeSpan.FromSeconds(7));
        Same.Value(Decode(429, all.Replace(":8", ":null").Replace(":7", ":\"x\"")).RetryAfter, TimeSpan.FromSeconds(5));
        Same.Value(Decode(429, all.Replace(":8", ":0.5")).RetryAfter, TimeSpan.FromSeconds(0.5));
        Same.Value(Decode(429, all.Replace(":8", ":1e300")).RetryAfter, TimeSpan.FromDays(31));
        Same.Value(Decode(409, Error("\"code\":\"ODD\"")).RetryAfter, TimeSpan.FromMinutes(2));
        Same.Value(Decode(503, "").RetryAfter, null);
        // The detail is read back from the header that it travels in, too.
        Same.Value(Slow("", "retry-after", "9").Wait, 9u);
        Same.Value(Decode(503, "").RetryDelay(1, 1), TimeSpan.FromSeconds(1.5));
        Same.Value(Decode(503, "").RetryDelay(2, 1), null);
    }

    private static void CheckTold()
    {
        FormsException error = Decode(400, Error("\"code\":\"NEW\",\"category\":\"c\",\"severity\":\"critical\",\"retryable\":true,\"fix\":\"f\",\"user_message\":\"u\",\"docs\":\"https://d.example\""));
        Same.Value(error.GetType(), typeof(FormsException));
        Same.Text(string.Join(" ", error.Category, error.Severity, error.Retryable, error.Fixes.Single(), error.UserMessage, error.DocsUrl), "c Critical True f u https://d.example");
        FormsException silent = Decode(503, Error("\"severity\":\"loud\",\"retryable\":\"no\""));
        Same.Value(silent.Severity, null);
        Same.Value(silent.Retryable, true);
        Same.Text(silent.Fixes.Single(), "Try later");
        Same.Text(silent.Message, "status 503");
        Same.Text(silent.UserMessage ?? silent.Category ?? silent.DocsUrl, null);
    }

    private static void CheckEntry()
    {
        FormsException error = Decode(429, Error("\"code\":\"BUSY\",\"severity\":\"critical\",\"retryable\":false,\"fix\":\"f\""));
        Same.Text(string.Join(" ", error.Severity, error.Retryable, error.Fixes.Count, error.Fixes[0]), "Warning True 2 Wait");
        Same.Value(Decode(409, Error("\"code\":\"ODD\",\"retryable\":false")).Retryable, true);
    }

    private static void CheckHeaders()
    {
        SlowDetails both = Slow("", "X-Share", "3/10", "X-Plan", "a \"b\"", "X-Hint", "");
        Same.Text(both.Used + " " + both.Size + " " + both.Plan + " " + both.Hint.Length, "3 10 a \"b\" 0");
        SlowDetails one = Slow("", "X-Share", "/10");
        Same.Text(one.Used + "|" + one.Size + "|" + one.Plan + "|" + one.Hint, "|10||");
        SlowDetails other = Slow("", "X-Share", "3/");
        Same.Text(other.Used + "|" + other.Size, "3|");
        SlowDetails none = Slow("\"used\":4", "X-Share", "3:10");
        Same.Text(none.Used + "|" + none.Size, "4|");
        // What stands in the body comes first, also where it is wrong.
        Same.Value(Slow("\"used\":null", "X-Share", "3/10").Used, null);
    }

    private static void CheckUserMessages()
    {
        string body = Error("\"code\":\"SLOW\",\"user_message\":\"told\",\"details\":{\"wait\":7,\"note\":\" or so\"}");
        Same.Text(Decode(429, body, "X-Plan", "free").UserMessage, "free has to wait 7 s or so, {really}");
        Same.Text(Decode(429, body.Replace(",\"note\":\" or so\"", ""), "X-Plan", "free").UserMessage, "free has to wait 7 s, {really}");
        Same.Text(Decode(429, body).UserMessage, "told");
    }

    private static void CheckRanges()
    {
        SlowDetails most = Slow("\"wait\":4294967295,\"small\":255,\"tiny\":-128,\"wide\":-9223372036854775808,\"ratio\":-1.5e-3");
        Same.Text(most.Wait + " " + most.Small + " " + most.Tiny + " " + most.Wide, "4294967295 255 -128 -9223372036854775808");
        Same.Value(most.Ratio, -0.0015);
        SlowDetails more = Slow("\"wait\":4294967296,\"small\":256,\"tiny\":-129,\"wide\":-9223372036854775809,\"ratio\":1e999");
        Same.Text(string.Concat(more.Wait, more.Small, more.Tiny, more.Wide, more.Ratio), "");
        SlowDetails wrong = Slow("\"wait\":1.0,\"small\":true,\"tiny\":\"1\",\"wide\":1e3,\"ratio\":[1]");
        Same.Text(string.Concat(wrong.Wait, wrong.Small, wrong.Tiny, wrong.Wide, wrong.Ratio), "");
    }

    private static void CheckNested()
    {
        const string Item = "{\"name\":\"a\",\"plan\":\"paid\",\"items\":[{\"name\":\"b\",\"plan\":\"free\",\"size\":2,\"items\":[],\"new\":1}]}";
        SlowDetails details = Slow("\"items\":[" + Item + "],\"table\":{\"k\":[1,null]},\"any\":{\"x\":[1, 2]}");
        Item item = details.Items.Single();
        Same.Text(item.Name + item.Plan + item.Size + item.Items[0].Name + item.Items[0].Size, "apaidb2");
        Same.True(item.Items[0].Plan == Plan.Free && item.Plan != Plan.Free && !item.Plan.IsKnown, "not the plan");
        Same.Text(string.Join(" ", details.Table["k"].Select(it => it == null ? "null" : it.ToString())), "1 null");
        Same.Text(details.Any.Members["x"].Items[1].ToString(), "2");
        foreach (string wrong in new[] { Item.Replace("\"name\":\"b\",", ""), Item.Replace("\"free\"", "7"), "7", "null", Item + ",[]" })
        {
            Same.Value(Slow("\"items\":[" + wrong + "]").Items, null);
        }
        Same.Value(Slow("\"table\":{\"k\":[1,65536]}").Table, null);
        Same.Value(Slow("\"table\":[]").Table, null);
    }

    private static void CheckCut()
    {
        const string Start = "{\"trace\":\"t\",\"error\":{\"code\":\"SLOW\",\"details\":{\"small\":1,\"wait\":12";
        var error = (SlowException)Decode(429, Start);
        Same.Text(error.Context("trace") + error.Details.Small + error.Details.Wait, "t1");
        Same.Value(((SlowException)Decode(429, Start + " ")).Details.Wait, 12u);
        FormsException malformed = Decode(429, "{\"error\":{\"code\":\"SLOW\" 1},\"trace\":\"t\"}");
        Same.Text(malformed.Code + malformed.Context("trace"), "SLOW");
        Same.Text(Decode(429, "{\"trace\":{\"a\":1").Context("trace"), null);
        Same.Text(Decode(429, "{\"trace\":{\"a\":1}").Context("trace"), "{\"a\":1}");
        Same.Value(Decode(429, Start + ",\"note\":nul}").Detail("note"), null);
        Same.Value(Decode(429, Start + ",\"note\":null}").Detail("note").Kind, JsonKind.Null);
    }

    private static void CheckCloseCodes()
    {
        Same.Value(CloseCode.Find(3000).ReconnectDelay(7, 0.5), TimeSpan.Zero);
        Same.Text(CloseCode.Moved.Action, null);
        Same.Text(FormsException.DecodeFrame(Error("\"code\":\"ODD\"")).Code, ErrorCode.Odd);
    }
}
