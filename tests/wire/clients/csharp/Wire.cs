// What the checks stand on: HTTP, a report, and comparisons. The JSON here is the base library's, not the client's.

using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Json;
using System.Linq;
using System.Net.Http;
using System.Reflection;

internal sealed class Response
{
    internal int Status;
    internal List<KeyValuePair<string, string>> Headers;
    internal string Body;
}

/// The example server.
internal sealed class Server
{
    private readonly HttpClient http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };

    internal Server(string root)
    {
        Root = root;
    }

    internal string Root { get; private set; }

    internal Response Get(string path)
    {
        HttpResponseMessage response = http.GetAsync(Root + path).Result;
        return new Response
        {
            Status = (int)response.StatusCode,
            Headers = response.Headers.Concat(response.Content.Headers).SelectMany(header => header.Value.Select(value => new KeyValuePair<string, string>(header.Key, value))).ToList(),
            Body = response.Content.ReadAsStringAsync().Result,
        };
    }

    internal JsonValue Listing(string catalogue)
    {
        return JsonValue.Parse(Get("/" + catalogue).Body);
    }
}

/// Counts what passed, and says what failed.
internal sealed class Report
{
    private readonly string name;
    private int passed;
    private int failed;

    internal Report(string name)
    {
        this.name = name;
    }

    internal void Check(string what, Action action)
    {
        try
        {
            action();
            passed++;
        }
        catch (Exception error)
        {
            failed++;
            Console.WriteLine("FAILED " + name + ": " + what + "\n" + error);
        }
    }

    internal int Close()
    {
        Console.WriteLine(name + ": " + passed + " passed, " + failed + " failed");
        return failed;
    }
}

internal static class Same
{
    internal static void Text(string actual, string expected)
    {
        Value(actual, expected);
    }

    internal static void Value(object actual, object expected)
    {
        True(Equals(actual, expected), "`" + (actual ?? "null") + "` is not `" + (expected ?? "null") + "`");
    }

    internal static void True(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new Exception(otherwise);
        }
    }
}

/// An exported client, whichever it is: its classes by their names.
internal sealed class Client
{
    private readonly string space;
    private readonly Type exception;

    internal Client(string catalogue)
    {
        space = string.Concat(catalogue.Split('-', '_').Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));
        exception = Class(space + "Exception");
    }

    internal string Base { get { return exception.Name; } }

    internal bool HasFrames { get { return exception.GetMethod("DecodeFrame") != null; } }

    internal IEnumerable<string> Codes
    {
        get { return Class("ErrorCode").GetFields().Select(field => (string)field.GetRawConstantValue()); }
    }

    private Type Class(string name)
    {
        Type found = Assembly.GetExecutingAssembly().GetType(space + "." + name);
        Same.True(found != null, "there is no " + space + "." + name);
        return found;
    }

    internal Remote Decode(int status, List<KeyValuePair<string, string>> headers, string body)
    {
        var lists = headers.GroupBy(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase);
        var one = new Remote(Static(exception, "Decode", status, headers, body));
        var other = new Remote(Static(exception, "DecodeLists", status, lists.Select(it => new KeyValuePair<string, IEnumerable<string>>(it.Key, it)), body));
        Same.Text(other.Summary(), one.Summary());
        return one;
    }

    internal Remote DecodeFrame(string text)
    {
        object error = Static(exception, "DecodeFrame", text);
        return error == null ? null : new Remote(error);
    }

    internal double Delay(int retry, double chance)
    {
        return ((TimeSpan)Static(Class("RetryPolicy"), "Delay", retry, chance)).TotalSeconds;
    }

    private static object Static(Type type, string method, params object[] arguments)
    {
        MethodInfo found = type.GetMethods(BindingFlags.Public | BindingFlags.Static).Single(it => it.Name == method && it.GetParameters().Length == arguments.Length);
        return found.Invoke(null, arguments);
    }
}

/// An exception of an exported client.
internal sealed class Remote
{
    private readonly object error;

    internal Remote(object error)
    {
        this.error = error;
    }

    internal string Class { get { return error.GetType().Name; } }

    internal object this[string property] { get { return Get(error, property); } }

    internal TimeSpan? Delay(int retry, double chance)
    {
        MethodInfo method = error.GetType().GetMethod("RetryDelay", new[] { typeof(int), typeof(double) });
        return (TimeSpan?)method.Invoke(error, new object[] { retry, chance });
    }

    internal object Call(string method, string argument)
    {
        return error.GetType().GetMethod(method).Invoke(error, new object[] { argument });
    }

    internal string Summary()
    {
        string[] properties = { "Status", "Code", "ReceivedCode", "Message", "Retryable", "RetryAfter", "UserMessage", "Body" };
        return Class + string.Concat(properties.Select(property => "\n" + property + " " + this[property]));
    }

    /// The most derived property of a name, for a class may have its own.
    internal static object Get(object of, string property)
    {
        for (Type type = of.GetType(); type != null; type = type.BaseType)
        {
            PropertyInfo found = type.GetProperty(property, BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);
            if (found != null)
            {
                return found.GetValue(of, null);
            }
        }
        throw new Exception(of.GetType() + " has no " + property);
    }
}

/// Values of exported details in one form, to be compared with those of the server.
internal static class Canonical
{
    /// `retry_after` and `RetryAfter` are one name.
    internal static string Name(string name)
    {
        return name.Replace("_", "").Replace("-", "").ToLowerInvariant();
    }

    internal static string OfJson(JsonValue value)
    {
        switch (value == null ? (JsonType?)null : value.JsonType)
        {
            case null: return "null";
            case JsonType.Array: return List(((JsonArray)value).Select(OfJson));
            case JsonType.Object: return Map(((JsonObject)value).Select(it => new KeyValuePair<string, string>(it.Key, OfJson(it.Value))));
            case JsonType.Number: return Number(value.ToString());
            default: return value.ToString();
        }
    }

    internal static string OfObject(object value)
    {
        if (value == null || value is string || value is bool || value.GetType().IsPrimitive)
        {
            return OfJson(value == null ? null : value is string ? new JsonPrimitive((string)value) : JsonValue.Parse(Written(value)));
        }
        if (value.GetType().Name == "JsonValue")
        {
            var text = (string)Remote.Get(value, "Text");
            return text == null ? OfJson(JsonValue.Parse(value.ToString())) : new JsonPrimitive(text).ToString();
        }
        if (value.GetType().GetProperty("IsKnown") != null)
        {
            return new JsonPrimitive(value.ToString()).ToString();
        }
        if (value.GetType().Name.StartsWith("Dictionary", StringComparison.Ordinal))
        {
            return Map(((IEnumerable)value).Cast<object>().Select(it => new KeyValuePair<string, string>((string)Remote.Get(it, "Key"), OfObject(Remote.Get(it, "Value")))));
        }
        if (value is IEnumerable)
        {
            return List(((IEnumerable)value).Cast<object>().Select(OfObject));
        }
        PropertyInfo[] properties = value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance);
        return Map(properties.Select(it => new KeyValuePair<string, string>(it.Name, OfObject(it.GetValue(value, null)))));
    }

    private static string Written(object value)
    {
        string text = value is double ? ((double)value).ToString("R", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture);
        return text.ToLowerInvariant();
    }

    /// Whole numbers exactly, and 1.0 as 1.
    private static string Number(string text)
    {
        decimal whole;
        bool isWhole = decimal.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out whole);
        bool isExact = isWhole && whole >= long.MinValue && whole <= ulong.MaxValue;
        double number = double.Parse(text, CultureInfo.InvariantCulture);
        return isExact ? whole.ToString(CultureInfo.InvariantCulture) : number == 0 ? "0" : number.ToString("R", CultureInfo.InvariantCulture);
    }

    private static string List(IEnumerable<string> items)
    {
        return "[" + string.Join(",", items) + "]";
    }

    /// What is null counts as absent.
    private static string Map(IEnumerable<KeyValuePair<string, string>> members)
    {
        IEnumerable<KeyValuePair<string, string>> there = members.Where(it => it.Value != "null");
        return "{" + string.Join(",", there.Select(it => Name(it.Key) + ":" + it.Value).OrderBy(it => it, StringComparer.Ordinal)) + "}";
    }
}
